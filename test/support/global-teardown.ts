import './global-setup';

/** Once per run, after all test files: drops every database of the run, or stops the embedded server. */
export default async function globalTeardown(): Promise<void> {
  await globalThis.testServer?.stop();
  globalThis.testServer = undefined;
}
