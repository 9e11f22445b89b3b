/**
 * Why the process cannot start, said to the person at the terminal: one Chinese text with what happened and what to do
 * next. It is printed without a stack trace; the process then ends with exit code 1.
 */
export class StartupError extends Error {
  constructor(
    readonly sentence: string,
    options: { readonly cause?: unknown } = {},
  ) {
    super(sentence, options);
    this.name = 'StartupError';
  }
}
