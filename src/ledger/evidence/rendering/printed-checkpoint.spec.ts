import { checkpointNote } from './printed-checkpoint';

describe('what a document prints about a checkpoint', () => {
  it('names it by number, the day in China and the beginning of its root, and says where to look it up', () => {
    const note = checkpointNote({
      number: 1234,
      madeAt: '2026-11-23T16:00:00.000Z',
      root: `9f2c4e1ab07d55c3${'0'.repeat(48)}`,
      url: 'https://ledger.example.cn/api/v1/ledger/checkpoints/1234',
    });
    expect(note.text).toBe('第 1234 号（2026年11月24日）· 根 9f2c4e1ab07d55c3');
    expect(note.meaning).toContain('https://ledger.example.cn/api/v1/ledger/checkpoints/1234');
  });

  it('says that there is none before the first', () => {
    expect(checkpointNote(null).text).toBe('无');
  });
});
