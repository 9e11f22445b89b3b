/** Some phones never answer what is asked of their storage. */
export const PATIENCE_MS = 2_000;

/** @returns what the storage of the device says; null where it fails or is not done within two seconds. */
export async function inTime<R>(work: () => Promise<R>): Promise<R | null> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const over = new Promise<null>((end) => {
    timer = setTimeout(end, PATIENCE_MS, null);
  });
  try {
    return await Promise.race([work(), over]);
  } catch {
    return null;
  } finally {
    clearTimeout(timer);
  }
}
