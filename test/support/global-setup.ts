import { startTestServer, type TestServer } from './test-server';

declare global {
  var testServer: TestServer | undefined;
}

/** Once per run, before any test file: a server with one migrated template database. */
export default async function globalSetup(): Promise<void> {
  if (globalThis.testServer) return;
  globalThis.testServer = await startTestServer();
  // The only way to the workers, which are started after this.
  process.env['TEST_ADMIN_URL'] = globalThis.testServer.adminUrl;
  process.env['TEST_TEMPLATE'] = globalThis.testServer.template;
}
