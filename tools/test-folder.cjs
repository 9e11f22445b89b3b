/**
 * Where tests keep what they throw away: in memory where the system has such a folder and it is large. Every test file
 * copies a database of some two thousand small files, which takes 0.05 s there and up to a second on a disk.
 */
const { accessSync, constants, statfsSync } = require('node:fs');
const { tmpdir } = require('node:os');

const IN_MEMORY = '/dev/shm';
const ROOM_BYTES = 6 * 1024 ** 3;

/** @returns {string} */
function testFolder() {
  try {
    accessSync(IN_MEMORY, constants.W_OK);
    const { bavail, bsize } = statfsSync(IN_MEMORY);
    return bavail * bsize >= ROOM_BYTES ? IN_MEMORY : tmpdir();
  } catch {
    return tmpdir();
  }
}

module.exports = { testFolder };
