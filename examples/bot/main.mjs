// On Node: BOT_SECRET=… node main.mjs. With MODEL_URL, MODEL_KEY and MODEL_NAME it asks a model.
import { serve } from 'iadvize-callbacks/testing/server';
import { createSizeAdviser } from './bot.mjs';
import { cannedAnswer, modelAnswer } from './model.mjs';

const {
  BOT_SECRET: secret = '',
  MODEL_URL: url,
  MODEL_KEY: key = '',
  MODEL_NAME: model = '',
  PORT = '8080',
} = process.env;
const answer = url ? modelAnswer({ url, key, model }) : cannedAnswer;
const server = await serve(createSizeAdviser(answer, { secret }), Number(PORT));
console.log(`The bot listens at ${server.url}`);
