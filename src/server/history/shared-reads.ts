type Read<Value> = (id: string, signal: AbortSignal) => Promise<Value>;

/** Has readings of the same id at the same time share one, which is aborted when nobody waits for it any longer. */
export function shareReads<Value>(read: Read<Value>): Read<Value> {
  const running = new Map<
    string,
    { readonly result: Promise<Value>; readonly controller: AbortController; readers: number }
  >();

  function start(id: string) {
    const controller = new AbortController();
    const reading = { controller, readers: 0, result: read(id, controller.signal) };
    running.set(id, reading);
    const done = () => {
      if (running.get(id) === reading) running.delete(id);
    };
    reading.result.then(done, done);
    return reading;
  }

  return (id, signal) => {
    const reading = running.get(id) ?? start(id);
    reading.readers += 1;
    return new Promise((resolve, reject) => {
      const leave = () => {
        signal.removeEventListener('abort', leave);
        reading.readers -= 1;
        if (reading.readers || running.get(id) !== reading) return;
        // What comes now needs a reading of its own.
        running.delete(id);
        // After the answers that are due now, as to break a connection off takes long; so does it to make a reason.
        setTimeout(() => reading.controller.abort(signal.reason));
      };
      signal.addEventListener('abort', leave, { once: true });
      reading.result.finally(() => signal.removeEventListener('abort', leave)).then(resolve, reject);
      if (signal.aborted) leave();
    });
  };
}
