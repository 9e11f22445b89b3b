import { createCipheriv, randomBytes } from 'node:crypto';
import { DataKey } from '../../data/sealing/data-keys';
import { masterHeader, readHeader } from './envelope';
import { suiteNamed, type SuiteName } from './suites';

const key = randomBytes(32);
const context = Buffer.from('volunteer.phone:1');
const plain = Buffer.from('13800005678 欧阳志远', 'utf8');

describe.each<SuiteName>(['AES', 'SM'])('the suite %s', (name) => {
  const suite = suiteNamed(name);

  it('opens what it sealed, and seals the same text differently each time', () => {
    const [one, two] = [suite.seal(key, plain, context), suite.seal(key, plain, context)];
    expect(suite.open(key, one, context)).toEqual(plain);
    expect(one).not.toEqual(two);
    expect(suite.open(key, suite.seal(key, Buffer.alloc(0), context), context)).toEqual(Buffer.alloc(0));
  });

  it('opens under no other key and no other context', () => {
    const sealed = suite.seal(key, plain, context);
    expect(() => suite.open(randomBytes(32), sealed, context)).toThrow();
    expect(() => suite.open(key, sealed, Buffer.from('volunteer.phone:2'))).toThrow();
  });

  it('opens no text of which any byte was changed or lost', () => {
    const sealed = suite.seal(key, plain, context);
    for (let index = 0; index < sealed.length; index += 1) {
      const changed = Buffer.from(sealed);
      changed[index] = changed[index]! ^ 1;
      expect(() => suite.open(key, changed, context)).toThrow();
      expect(() => suite.open(key, sealed.subarray(0, index), context)).toThrow();
    }
  });
});

describe('headers', () => {
  it('keep the first layout for AES: version, IV, tag, text', () => {
    const header = Buffer.from([0, 1]);
    const iv = randomBytes(12);
    const cipher = createCipheriv('aes-256-gcm', key, iv);
    cipher.setAAD(Buffer.concat([header, context]));
    const body = Buffer.concat([cipher.update(plain), cipher.final()]);
    const written = Buffer.concat([header, iv, cipher.getAuthTag(), body]);
    const read = readHeader(written);
    expect(read).toMatchObject({ sort: 'MASTER', version: 1, suite: { name: 'AES' } });
    const opened = read.suite.open(key, written.subarray(read.bytes.length), Buffer.concat([header, context]));
    expect(opened).toEqual(plain);
    expect(masterHeader(suiteNamed('AES'), 1)).toEqual(header);
  });

  it('tell suites and sorts of keys apart', () => {
    const sm = Buffer.concat([masterHeader(suiteNamed('SM'), 7), plain]);
    expect(readHeader(sm)).toMatchObject({ sort: 'MASTER', version: 7, suite: { name: 'SM' } });
    expect(readHeader(new DataKey(key, suiteNamed('SM')).seal('x', 'c'))).toMatchObject({ sort: 'SUBJECT' });
    expect(() => readHeader(Buffer.from([0, 0, 9, 1, 0]))).toThrow();
    expect(() => readHeader(Buffer.from([0, 0, 1, 9, 0, 1]))).toThrow();
    expect(() => readHeader(Buffer.from([0]))).toThrow();
  });

  it('let a data key read what it sealed before the suite was changed', () => {
    const sealed = new DataKey(key, suiteNamed('AES')).seal('欧阳志远', 'c');
    expect(new DataKey(key, suiteNamed('SM')).open(sealed, 'c')).toBe('欧阳志远');
  });
});
