import { readSearchText } from './search-text';

describe('readSearchText', () => {
  it.each([
    ['V0000000018', { by: 'VOLUNTEER_NO', volunteerNo: 'V0000000018' }],
    ['v0000000018', { by: 'VOLUNTEER_NO', volunteerNo: 'V0000000018' }],
    ['5678', { by: 'PHONE_TAIL', digits: '5678' }],
    ['５６７８', { by: 'PHONE_TAIL', digits: '5678' }],
    ['138 0000 5678', { by: 'PHONE', phone: '13800005678' }],
    ['ZGL', { by: 'INITIALS', letters: 'zgl' }],
    [' 桂兰 ', { by: 'NAME', text: '桂兰' }],
    ['阿依古丽·买买提', { by: 'NAME', text: '阿依古丽·买买提' }],
    ['V0000000019', null],
    ['123', null],
    ['%', null],
    ['', null],
    ['名'.repeat(41), null],
  ])('%s', (text, target) => expect(readSearchText(text)).toEqual(target));
});
