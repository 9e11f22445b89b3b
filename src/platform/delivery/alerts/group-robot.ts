import { z } from 'zod';

const TIMEOUT_MS = 10_000;

/** What robots answer with status 200 whether or not they took the message. */
const robotAnswer = z.object({ errcode: z.number(), errmsg: z.string().optional() });

/**
 * Hands a text to the robot of a group chat, in the form that WeCom and DingTalk share. Redirects are refused, so that the
 * text goes where the operator has said. The address holds the robot's key: no error quotes it.
 *
 * @throws Error unless the robot says that it took the text.
 */
export async function tellGroup(url: string, content: string): Promise<void> {
  const response = await post(url, JSON.stringify({ msgtype: 'text', text: { content } }));
  if (!response.ok) {
    await response.body?.cancel();
    throw new Error(`the robot of the group chat answered ${response.status}`);
  }
  const answer = robotAnswer.safeParse(await response.json().catch(() => null));
  if (!answer.success) throw new Error('the robot of the group chat answered something else');
  if (answer.data.errcode !== 0) {
    throw new Error(`the robot of the group chat refused: ${answer.data.errcode} ${answer.data.errmsg ?? ''}`);
  }
}

async function post(url: string, body: string): Promise<Response> {
  try {
    return await fetch(url, {
      method: 'POST',
      redirect: 'error',
      signal: AbortSignal.timeout(TIMEOUT_MS),
      headers: { 'content-type': 'application/json' },
      body,
    });
  } catch (error) {
    const { cause, name } = error as { readonly cause?: { readonly code?: string }; readonly name: string };
    throw new Error(`the robot of the group chat was not reached: ${cause?.code ?? name}`);
  }
}
