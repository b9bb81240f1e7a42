import { expect, it, vi } from 'vitest';
import { IAdvizeApiError, isIAdvizeError } from '../../../src/server';
import { HistoryError } from '../../../src/virtual-agent';

it('the guard knows the errors of every copy, by their code', async () => {
  vi.resetModules();
  const copy = await import('../../../src/server');
  const error = new copy.IAdvizeApiError('x', { code: 'not_found', resource: 'operator/1' });
  expect(error).not.toBeInstanceOf(IAdvizeApiError);
  expect([isIAdvizeError(error), isIAdvizeError(error, 'not_found'), isIAdvizeError(error, 'timeout')]).toEqual([
    true,
    true,
    false,
  ]);
  expect(isIAdvizeError(new HistoryError('timeout'), 'timeout')).toBe(true);
  for (const other of [new Error('x'), { code: 'timeout' }, null, undefined]) expect(isIAdvizeError(other)).toBe(false);
});
