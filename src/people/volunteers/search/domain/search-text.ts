import { isVolunteerNo, readMobilePhone } from '../../person/domain';

/** What a search text is taken for. */
export type SearchTarget =
  | { readonly by: 'VOLUNTEER_NO'; readonly volunteerNo: string }
  | { readonly by: 'PHONE'; readonly phone: string }
  | { readonly by: 'PHONE_TAIL'; readonly digits: string }
  | { readonly by: 'INITIALS'; readonly letters: string }
  /** The beginning of a name, or its end: people ask for 桂兰 as for 赵桂. */
  | { readonly by: 'NAME'; readonly text: string };

/** Takes a search text for what it looks like; null where it looks like nothing that can be searched for. */
export function readSearchText(given: string): SearchTarget | null {
  const text = given.normalize('NFKC').trim();
  const volunteerNo = text.toUpperCase();
  if (isVolunteerNo(volunteerNo)) return { by: 'VOLUNTEER_NO', volunteerNo };
  if (/^\d{4}$/.test(text)) return { by: 'PHONE_TAIL', digits: text };
  const phone = readMobilePhone(text);
  if (phone !== null) return { by: 'PHONE', phone };
  if (/^[A-Za-z]{1,20}$/.test(text)) return { by: 'INITIALS', letters: text.toLowerCase() };
  // A name has a character that is no digit, sign or Latin letter: anything else would read the whole list.
  if (/\p{Script=Han}/u.test(text) && [...text].length <= 40) return { by: 'NAME', text };
  return null;
}
