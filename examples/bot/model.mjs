/** Answers without a model, for tests. */
export async function cannedAnswer(question) {
  const size = /\b(3[5-9]|4[0-8])\b/.exec(question)?.[1];
  return size ? `They run true to size: take ${size}. Between two sizes, take the larger.` : 'Which size do you wear?';
}

/**
 * Asks a language model that speaks the common chat-completions protocol.
 *
 * @param {{ url: string, key: string, model: string, fetch?: typeof fetch }} options
 */
export const modelAnswer =
  ({ url, key, model, fetch: send = fetch }) =>
  async (question, signal) => {
    const messages = [
      { role: 'system', content: 'You advise on shoe sizes, in at most three sentences.' },
      { role: 'user', content: question },
    ];
    const response = await send(url, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', Authorization: `Bearer ${key}` },
      body: JSON.stringify({ model, messages }),
      signal,
    });
    if (!response.ok) throw new Error(`The model answers with HTTP status ${response.status}`);
    const said = (await response.json()).choices?.[0]?.message?.content;
    if (typeof said !== 'string' || !said.trim()) throw new Error('The model says nothing');
    return said;
  };
