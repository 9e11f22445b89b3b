import { answered, type Answer, type Reply } from './answer';

/** Fetches a file with the session of the page, and hands it to the browser under a name people know it by. */
export async function download(call: Promise<Reply<Blob>>, name: string): Promise<Answer<null>> {
  const answer = await answered(call);
  if (!('ok' in answer)) return answer;
  saveFile(answer.ok, name);
  return { ok: null };
}

/** Hands a file to the browser to keep. */
export function saveFile(content: Blob, name: string): void {
  const address = URL.createObjectURL(content);
  const link = Object.assign(document.createElement('a'), { href: address, download: name });
  document.body.append(link);
  link.click();
  link.remove();
  // Some browsers read it after the click.
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}
