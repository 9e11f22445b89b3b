import { mediaTypeOf } from './media-type';

describe('the type of a file', () => {
  it.each([
    ['a JPEG', Buffer.from('ffd8ffe000104a464946', 'hex'), 'image/jpeg'],
    ['a PNG', Buffer.from('89504e470d0a1a0a0000000d', 'hex'), 'image/png'],
    ['a WebP', Buffer.concat([Buffer.from('RIFF'), Buffer.alloc(4), Buffer.from('WEBPVP8 ')]), 'image/webp'],
    ['a PDF', Buffer.from('%PDF-1.7\n'), 'application/pdf'],
    ['a page', Buffer.from('<!doctype html><script>'), null],
    ['a page after a blank', Buffer.from(' %PDF-1.7'), null],
    ['an SVG', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg">'), null],
    ['another RIFF', Buffer.concat([Buffer.from('RIFF'), Buffer.alloc(4), Buffer.from('WAVEfmt ')]), null],
    ['half a signature', Buffer.from('8950', 'hex'), null],
    ['nothing', Buffer.alloc(0), null],
  ])('%s is told by its first bytes', (_, bytes, type) => {
    expect(mediaTypeOf(bytes)).toBe(type);
  });
});
