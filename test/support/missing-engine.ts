import { inject, it } from 'vitest';
import { engines } from './engines';

const { name, install } = engines[inject('engine')];

it(`${name} is not on this machine; to install it: ${install}`, ({ skip }) => {
  if (process.env['CI']) throw new Error('It must be');
  skip();
});
