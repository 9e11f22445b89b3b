import { eventually } from './eventually';

/** What the tests touch of an element. */
interface PageElement {
  readonly parentElement: PageElement | null;
  readonly textContent: string;
  readonly disabled?: boolean;
  hidden: boolean;
  value: string;
  checked: boolean;
  click(): void;
  getAttribute(name: string): string | null;
  dispatchEvent(event: object): void;
}

interface PageWindow {
  readonly document: {
    readonly title: string;
    readonly cookie: string;
    readonly documentElement: { getAttribute(name: string): string | null };
    getElementById(id: string): PageElement | null;
  };
  readonly localStorage: Storage;
  readonly location: { readonly href: string };
  readonly KeyboardEvent: new (type: string, init: { key: string; bubbles: boolean; cancelable: boolean }) => object;
  close(): void;
}

interface Storage {
  readonly length: number;
  key(index: number): string;
  getItem(key: string): string;
  setItem(key: string, value: string): void;
}

type Locate = (found: (position: { coords: Place }) => void, failed: (error: object) => void) => void;

interface WindowOptions {
  readonly html: string;
  readonly url: string;
  readonly nowMs: number;
  /** Whose cookies they are. */
  readonly device: object;
  /** What the browser kept of earlier pages; null for one that keeps nothing. */
  readonly kept: ReadonlyMap<string, string> | null;
  readonly isOnline: () => boolean;
  /** Null for a browser that knows no positions. */
  readonly locate: Locate | null;
  readonly onFailure: (error: Error) => void;
}

declare global {
  /** Of test/support/fixtures/dom-environment.cjs: a spec that wants it says so in its first line. */
  var openWindow: (options: WindowOptions) => {
    readonly window: PageWindow;
    readonly clock: { tick(ms: number): void };
  };
  var endCookie: (device: object, url: string, name: string) => void;
}

export interface Place {
  readonly longitude: number;
  readonly latitude: number;
  readonly accuracy: number;
}

export interface PhoneOptions {
  /** What the browser answers to the question where it is; SILENT for none at all. Default: NONE, it knows no positions. */
  readonly place?: Place | 'REFUSED' | 'SILENT' | 'NONE';
  /** Whether the browser keeps anything. Default: true. */
  readonly keeps?: boolean;
}

/**
 * A phone or tablet with a browser. Pages of the real service run their real scripts in it; it keeps what they keep, until
 * the next page. The link itself is opened without cookies, as from a scanner.
 */
export class Phone {
  /** What its clock says when a page is opened. */
  now = new Date();
  /** What the browser's own mark of being connected says; pages that ask find out more. */
  isOnline = true;
  place: Place | 'REFUSED' | 'SILENT' | 'NONE';
  /** How often pages have asked where it is. */
  placeQuestions = 0;
  /** What scripts failed with and did not catch. */
  readonly failures: Error[] = [];
  private kept: Map<string, string> | null;
  private page: OpenPage | null = null;

  constructor({ place = 'NONE', keeps = true }: PhoneOptions = {}) {
    this.place = place;
    this.kept = keeps ? new Map() : null;
  }

  /** Opens an address; a page that was open before is gone, whatever it was doing. */
  async open(url: string): Promise<OpenPage> {
    this.close();
    const response = await fetch(url, { headers: { accept: 'text/html' } });
    const html = await response.text();
    refuseForeignScripts(html, response.headers.get('content-security-policy') ?? '');
    const { window, clock } = openWindow({
      html,
      url,
      nowMs: this.now.getTime(),
      device: this,
      kept: this.kept,
      isOnline: () => this.isOnline,
      locate: this.place === 'NONE' ? null : (found, failed) => this.locate(found, failed),
      onFailure: (error) => this.failures.push(error),
    });
    this.page = new OpenPage(window, clock);
    return this.page;
  }

  /** A quarter of an hour later: what lets its requests in is no longer kept, only what renews it. */
  outlivesAccess(url: string): void {
    endCookie(this, url, 'session');
  }

  /** Ends the page that is open. */
  close(): void {
    if (!this.page) return;
    if (this.kept) this.kept = new Map(Object.entries(this.page.kept()));
    this.page.close();
    this.page = null;
  }

  private locate(found: (position: { coords: Place }) => void, failed: (error: object) => void): void {
    this.placeQuestions += 1;
    if (this.place === 'REFUSED') failed({ code: 1 });
    else if (typeof this.place === 'object') found({ coords: this.place });
  }
}

/** A page as the person before it has it. */
export class OpenPage {
  constructor(
    private readonly window: PageWindow,
    private readonly clock: { tick(ms: number): void },
  ) {}

  get title(): string {
    return this.window.document.title;
  }

  /** What stands in the address line. */
  get address(): string {
    return this.window.location.href;
  }

  /** The size of text that the root element says. */
  get textSize(): string | null {
    return this.window.document.documentElement.getAttribute('data-text');
  }

  /** The cookies that scripts see: a session has one. */
  get cookies(): string {
    return this.window.document.cookie;
  }

  text(id: string): string {
    return this.element(id).textContent;
  }

  attribute(id: string, name: string): string | null {
    return this.element(id).getAttribute(name);
  }

  value(id: string): string {
    return this.element(id).value;
  }

  isShown(id: string): boolean {
    for (let at: PageElement | null = this.element(id); at; at = at.parentElement) if (at.hidden) return false;
    return true;
  }

  /** Waits until the element is shown. */
  async shows(id: string): Promise<void> {
    await eventually(`#${id} is shown`, () => this.isShown(id), 10_000).catch((cause: unknown) => {
      throw new Error(`the page says: ${this.window.document.getElementById('page')?.textContent ?? ''}`, { cause });
    });
  }

  type(id: string, text: string): void {
    if (!this.isShown(id)) throw new Error(`#${id} is not there to be typed into`);
    this.element(id).value = text;
  }

  /** Taps what is shown and can be tapped; anything else would be a test of what nobody can do. */
  tap(id: string): void {
    if (!this.isShown(id) || this.element(id).disabled === true) throw new Error(`#${id} cannot be tapped`);
    this.element(id).click();
  }

  canTap(id: string): boolean {
    return this.isShown(id) && this.element(id).disabled !== true;
  }

  press(id: string, key: string): void {
    this.element(id).dispatchEvent(new this.window.KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }));
  }

  /** Time passes for the page: its timers, and its clock. */
  passes(ms: number): void {
    this.clock.tick(ms);
  }

  /** What the browser keeps for pages to come. */
  kept(): Readonly<Record<string, string>> {
    const { localStorage: kept } = this.window;
    const keys = Array.from({ length: kept.length }, (_, index) => kept.key(index));
    return Object.fromEntries(keys.map((key) => [key, kept.getItem(key)]));
  }

  /** As a page of an earlier version did. */
  keep(key: string, value: string): void {
    this.window.localStorage.setItem(key, value);
  }

  close(): void {
    this.window.close();
  }

  private element(id: string): PageElement {
    const found = this.window.document.getElementById(id);
    if (!found) throw new Error(`the page has no #${id}`);
    return found;
  }
}

/** jsdom runs whatever stands in a page; a browser runs what the policy names. */
function refuseForeignScripts(html: string, policy: string): void {
  const nonce = /script-src 'nonce-([^']+)'(?:;|$)/.exec(policy)?.[1] ?? '';
  const allowed = `<script nonce="${nonce}">`;
  for (const tag of html.match(/<script[^>]*>/g) ?? []) {
    if (nonce === '' || tag !== allowed) throw new Error(`a browser would not run ${tag} under ${policy}`);
  }
  if (/<[^>]+\s(?:on\w+|style)=/.test(html)) throw new Error('a browser would ignore handlers and styles in markup');
}
