// On an edge worker: secrets come with the request's environment, so the bot is made once, with the first.
import { createSizeAdviser } from './bot.mjs';
import { cannedAnswer, modelAnswer } from './model.mjs';

let bot;

export default {
  fetch(request, env) {
    const answer = env.MODEL_URL
      ? modelAnswer({ url: env.MODEL_URL, key: env.MODEL_KEY, model: env.MODEL_NAME })
      : cannedAnswer;
    bot ??= createSizeAdviser(answer, { secret: env.BOT_SECRET });
    return bot(request);
  },
};
