import { createInterface } from 'node:readline';
import { StartupError } from '../platform/foundation/config/startup-error';

/**
 * Asks the person at the terminal, without showing what is typed where it is a password.
 *
 * @throws StartupError where nobody sits at a terminal.
 */
export async function ask(question: string, { isHidden }: { readonly isHidden: boolean }): Promise<string> {
  const { stdin, stdout } = process;
  if (!stdin.isTTY)
    throw new StartupError(`需要回答“${question}”，而这里没有人可以输入；请在终端里执行，或用选项和环境变量给出。`);
  const lines = createInterface({ input: stdin, output: stdout, terminal: true });
  stdout.write(`${question}：`);
  // What readline would echo is kept back; the line's end is still shown.
  if (isHidden) Object.assign(lines, { _writeToOutput: () => undefined });
  try {
    return await new Promise<string>((settle, fail) => {
      lines.once('line', settle);
      lines.once('close', () => fail(new StartupError('没有输入，什么也没有做。')));
    });
  } finally {
    lines.close();
    if (isHidden) stdout.write('\n');
  }
}
