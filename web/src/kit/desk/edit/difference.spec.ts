import { changed, differences, merged } from './difference';

interface Team {
  name: string;
  note: string | null;
  phone: string;
}

const fields = [
  { key: 'name', name: '名称' },
  { key: 'note', name: '说明' },
  { key: 'phone', name: '电话' },
] as const;
const base: Team = { name: '一队', note: null, phone: '1' };
const theirs: Team = { name: '一队', note: '他写的', phone: '2' };
const mine: Team = { name: '二队', note: '我写的', phone: '1' };

describe('two at one form', () => {
  it('says what each changed, and where both did', () => {
    expect(differences<Team>(fields, base, theirs, mine)).toEqual([
      { key: 'name', name: '名称', theirs: '一队', mine: '二队', isBoth: false },
      { key: 'note', name: '说明', theirs: '他写的', mine: '我写的', isBoth: true },
      { key: 'phone', name: '电话', theirs: '2', mine: '1', isBoth: false },
    ]);
  });

  it('goes on with what the other changed where one changed nothing', () => {
    expect(merged<Team>(fields, base, theirs, mine)).toEqual({ name: '二队', note: '我写的', phone: '2' });
    expect(changed<Team>(fields, base, mine)).toEqual({ name: '二队', note: '我写的' });
  });
});
