import { serve } from './server/server.mjs';

const port = Number(process.env.PORT ?? 5173);

try {
  const { url } = await serve({ port, reload: process.argv.includes('--reload') });
  console.log(`The demo shop is open at ${url}`);
} catch (error) {
  if (!(error instanceof Error && 'code' in error && error.code === 'EADDRINUSE')) throw error;
  console.error(`Port ${port} is taken. Choose another: PORT=${port + 1}`);
  process.exitCode = 1;
}
