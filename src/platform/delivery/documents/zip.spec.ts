import { crc32, inflateRawSync } from 'node:zlib';
import { zipOf } from './zip';

const entries = [
  { name: '个人资料.csv', bytes: Buffer.from('姓名\r\n欧阳志远\r\n'.repeat(200)) },
  { name: 'empty.json', bytes: Buffer.alloc(0) },
];

describe('zipOf', () => {
  const archive = zipOf(entries, new Date('2026-11-24T02:03:04Z'));

  it('holds every file, packed, under its name', () => {
    let at = 0;
    for (const { name, bytes } of entries) {
      expect(archive.readUInt32LE(at)).toBe(0x04034b50);
      const [packed, nameLength] = [archive.readUInt32LE(at + 18), archive.readUInt16LE(at + 26)];
      expect(archive.subarray(at + 30, at + 30 + nameLength).toString()).toBe(name);
      const from = at + 30 + nameLength;
      expect(inflateRawSync(archive.subarray(from, from + packed))).toEqual(bytes);
      expect(archive.readUInt32LE(at + 14)).toBe(crc32(bytes));
      at = from + packed;
    }
    expect(archive.readUInt32LE(archive.length - 22)).toBe(0x06054b50);
    expect(archive.readUInt32LE(archive.length - 6)).toBe(at);
  });
});
