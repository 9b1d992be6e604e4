import { describe, expect, it } from 'vitest';
import { recording } from './rollcall.test-double.ts';
import { terminalOf } from './terminal.ts';

// eslint-disable-next-line no-control-regex
const ESCAPE = /\x1b/;

describe('terminalOf', () => {
  it('colours on a terminal', () => {
    const { terminal } = recording({ isTTY: true });

    expect(terminal.palette.bad('no')).toBe('\x1b[31mno\x1b[39m');
  });

  it.each<[string, Parameters<typeof recording>[0]]>([
    ['in a pipe', { isTTY: false }],
    ['where NO_COLOR is set', { isTTY: true, env: { NO_COLOR: '1' } }],
    ['on a dumb terminal', { isTTY: true, env: { TERM: 'dumb' } }],
  ])('does not colour %s', (_, surroundings) => {
    const { palette } = recording(surroundings).terminal;

    expect(Object.values(palette).map((colour: (text: string) => string) => colour('plain'))).toEqual(Object.values(palette).map(() => 'plain'));
  });

  it('takes an empty NO_COLOR for none, as no-color.org says', () => {
    expect(recording({ isTTY: true, env: { NO_COLOR: '' } }).terminal.palette.good('yes')).toMatch(ESCAPE);
  });

  it('knows how wide the window is, and that a pipe has no width', () => {
    expect(recording({ isTTY: true, columns: 72 }).terminal.columns).toBe(72);
    expect(recording({ isTTY: false, columns: 72 }).terminal.columns).toBe(Infinity);
  });

  it('prints to one stream and complains to the other', () => {
    const { terminal, out, err } = recording();

    terminal.print('what was asked for');
    terminal.complain('what went wrong');

    expect([out(), err()]).toEqual(['what was asked for\n', 'what went wrong\n']);
  });
});

describe('progress', () => {
  it('is a bar on a terminal, which leaves the terminal as it was found even where it never stops', () => {
    const listeners = process.listenerCount('SIGINT');
    const { terminal, err, out } = recording({ isTTY: true });

    const bar = terminal.progress('cases of key-stream', 10);
    bar.update(5);

    // A hidden cursor or lines that do not wrap would outlive a run that is ended by Ctrl-C; a listener would keep it alive.
    expect(err()).toContain('0/10 cases of key-stream');
    expect(err()).not.toContain('\x1b[?25l');
    expect(err()).not.toContain('\x1b[?7l');
    expect(process.listenerCount('SIGINT')).toBe(listeners);
    bar.stop();
    expect(out()).toBe('');
  });

  it.each<[string, Parameters<typeof recording>[0]]>([
    ['in a pipe', { isTTY: false }],
    ['in CI', { isTTY: true, env: { CI: 'true' } }],
    ['on a dumb terminal', { isTTY: true, env: { TERM: 'dumb' } }],
  ])('is nothing %s', (_, surroundings) => {
    const { terminal, err } = recording(surroundings);

    const bar = terminal.progress('cases', 10);
    bar.update(5);
    bar.stop();

    expect(err()).toBe('');
  });

  it('needs a terminal where it is shown, not where the report goes', () => {
    let shown = '';
    const terminal = terminalOf({ stdout: { write: () => true }, stderr: { isTTY: true, write: (text) => (shown += text) }, env: {} });

    terminal.progress('cases', 10).stop();

    expect(shown).toContain('0/10 cases');
  });
});
