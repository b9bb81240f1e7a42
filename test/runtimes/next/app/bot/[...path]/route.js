// The same for a bot, whose endpoints are below its base path.
import { createSizeAdviser } from '../../../../../../examples/bot/bot.mjs';
import { cannedAnswer } from '../../../../../../examples/bot/model.mjs';

const handler = createSizeAdviser(cannedAnswer, { secret: 'a secret of 32 characters or more', basePath: '/bot' });

export { handler as GET, handler as OPTIONS, handler as POST, handler as PUT };
