/**
 * What the root module provides: addresses of features that people and machines open directly, outside the API (`string[]`).
 * They are short, because they stand in QR codes.
 */
export const OPEN_ADDRESSES = Symbol('addresses outside the API');
