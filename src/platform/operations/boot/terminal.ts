/**
 * Lets the reader of our output go away (a closed terminal, `npm start | head`). A write that fails then must not count
 * as an uncaught error: complaining about it would fail again, and so on for ever.
 */
export function outliveTerminal(): void {
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined);
}
