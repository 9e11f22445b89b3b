import { aCheckpoint } from '../../../../test/builders/checkpoint.builder';
import { parseLocalDay, type LocalDay } from '../../../kernel/local-day';
import type { PublicCertificate } from '../persistence/certificate-directory';
import { verificationPage } from './verification-page';

function day(text: string): LocalDay {
  const parsed = parseLocalDay(text);
  if (!parsed) throw new Error(text);
  return parsed;
}

const shown = (certificate: PublicCertificate | null): string => verificationPage(certificate).body;

describe('verification page', () => {
  it('shows number, masked name, period, hours and status', () => {
    const page = shown({
      certificateNo: 'FZ-2026-000001',
      periodFrom: day('2026-01-01'),
      periodTo: day('2026-10-31'),
      serviceMinutes: 150,
      status: 'VALID',
      maskedName: '欧阳*',
      checkpoint: null,
    });
    for (const text of ['证明有效', 'FZ-2026-000001', '欧阳*', '2026年1月1日至2026年10月31日', '2.5 小时']) {
      expect(page).toContain(text);
    }
  });

  it('shows the checkpoint that the paper carries, and says where the public one is another', () => {
    const certificate = {
      certificateNo: 'FZ-2026-000001',
      periodFrom: day('2026-01-01'),
      periodTo: day('2026-10-31'),
      serviceMinutes: 150,
      status: 'VALID',
      maskedName: '欧阳*',
    } as const;
    const page = shown({ ...certificate, checkpoint: { ...aCheckpoint, isPublished: true } });
    for (const text of ['第 402118 号（2026年11月24日）· 根 3be1c07a94d2f658', '与公开的检查点一致']) {
      expect(page).toContain(text);
    }
    expect(page).toContain('href="/api/v1/ledger/checkpoints/402118"');
    const forged = shown({ ...certificate, checkpoint: { ...aCheckpoint, isPublished: false } });
    expect(forged).toContain('与公开的检查点不一致，请向出具单位核实');
  });

  it('writes whatever is in the data as text', () => {
    const page = shown({
      certificateNo: '<script>"&\'',
      periodFrom: day('2026-01-01'),
      periodTo: day('2026-10-31'),
      serviceMinutes: 0,
      status: 'REVOKED',
      maskedName: null,
      checkpoint: null,
    });
    expect(page).not.toContain('<script>');
    expect(page).toContain('&#60;script&#62;&#34;&#38;&#39;');
    expect(page).toContain('证明已作废');
  });

  it('says nothing but that there is none', () => {
    expect(shown(null)).toContain('没有查到这份证明');
    expect(shown(null)).not.toContain('<dt>');
  });
});
