import type { PrintedCheckpoint } from '../../src/ledger/evidence/rendering/printed-checkpoint';

/** A plausible checkpoint, for specs and for looking at the print. */
export const aCheckpoint: PrintedCheckpoint = {
  number: 402_118,
  madeAt: '2026-11-24T01:59:55.120Z',
  root: '3be1c07a94d2f6580c2d7e1f9a5b84036e7d2c1b0f9e8d7c6b5a493827160504',
  url: 'https://ledger.example.cn/api/v1/ledger/checkpoints/402118',
};
