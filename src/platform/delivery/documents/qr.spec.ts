import { create } from 'qrcode';
import { qrSvg } from './qr';

describe('qrSvg', () => {
  it('draws the code with a quiet zone of four modules on each side', async () => {
    const url = 'https://ledger.example.cn/verify/7KQM3XPD9TWH';
    const { size } = create(url, { errorCorrectionLevel: 'M' }).modules;
    const svg = await qrSvg(url);
    expect(svg).toMatch(/^<svg /);
    expect(svg).toContain(`viewBox="0 0 ${size + 8} ${size + 8}"`);
  });

  it('gives the same drawing for the same text', async () => {
    expect(await qrSvg('甲')).toBe(await qrSvg('甲'));
    expect(await qrSvg('甲')).not.toBe(await qrSvg('乙'));
  });
});
