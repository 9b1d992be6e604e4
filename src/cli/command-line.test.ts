import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { protocolNamed, REAL_BY_DAY, SUBJECTS } from '../adapters/registry.ts';
import { QUIRK_NAMES } from '../model/quirks.ts';
import { commandLine } from './command-line.ts';
import { recording, rollcall } from './rollcall.test-double.ts';

describe('rollcall', () => {
  it('explains itself: the commands, the exit codes, NO_COLOR, where the seed and the replay are', async () => {
    const { code, out, err } = await rollcall('--help');

    expect([code, err]).toEqual([0, '']);
    for (const command of ['check', 'run', 'hunt', 'matrix', 'compare', 'versus', 'audit', 'list', 'statistics', 'schema']) expect(out).toMatch(new RegExp(`^  ${command} `, 'm'));
    expect(out).toContain('0 held, or as the file expects; 1 violated, or not as it expects; 2 bad input; 3 inconclusive');
    expect(out).toContain('NO_COLOR');
    expect(out).toContain('The first line printed is the seed; the last line of a failure is the command that replays it.');
  });

  it.each(['check', 'run', 'hunt', 'matrix', 'compare', 'versus', 'audit', 'list', 'statistics', 'schema'])('explains %s', async (command) => {
    const asked = await rollcall(command, '--help');
    const helped = await rollcall('help', command);

    expect(asked.code).toBe(0);
    expect(asked.out).toMatch(new RegExp(`^Usage: rollcall ${command} `));
    expect(helped.out).toBe(asked.out);
  });

  it('says its version', async () => {
    const { version } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as { version: string };

    expect(await rollcall('--version')).toMatchObject({ code: 0, out: `${version}\n` });
  });

  it.each<[string, string[], string]>([
    ['an unknown command', ['hnt'], "unknown command 'hnt'\n(Did you mean hunt?)"],
    ['an unknown option', ['hunt', 'key-stream', '--sed', '1'], "unknown option '--sed'\n(Did you mean --seed?)"],
    ['an option without its value', ['check', '--runs'], "option '--runs <n>' argument missing"],
    ['a missing argument', ['hunt'], "missing required argument 'protocol'"],
    ['an argument too many', ['run', 'a.json', 'b.json'], "too many arguments for 'run'"],
  ])('refuses %s, and says where to read on', async (_, argv, told) => {
    const { code, out, err } = await rollcall(...argv);

    expect([code, out]).toEqual([2, '']);
    expect(err).toContain(`rollcall: ${told}`);
    expect(err).toContain('`rollcall --help` lists the commands');
  });

  it.each<[string, string[], string]>([
    ['a number of cases that is none', ['check', '--runs', 'many'], '--runs "many" is not understood.\nGive a whole number from 1 to 1000000000.'],
    ['no case at all', ['hunt', 'key-stream', '--runs', '0'], '--runs "0" is not understood.\nGive a whole number from 1 '],
    ['half a second', ['hunt', 'key-stream', '--seconds', '0.5'], '--seconds "0.5" is not understood.\nGive a whole number from 1 '],
    ['a seed below 0', ['statistics', '--seed', '-1'], '--seed "-1" is not understood.\nGive a whole number from 0 to 2147483647.'],
    ['no workers', ['compare', '--workers', '0'], '--workers "0" is not understood.\nGive a whole number from 1 to 512.'],
    ['a service time that is none', ['compare', '--service', '20us'], '--service "20us" is not understood.'],
    ['an unknown protocol to check', ['check', 'key-steam'], 'There is no protocol named "key-steam".\nDid you mean "key-stream"'],
    ['an unknown protocol to hunt in', ['hunt', 'nothing'], 'There is no protocol named "nothing".\nThere is "per-key-polling", "key-stream", '],
    ['a protocol of a day that is none', ['hunt', 'per-key-polling@2016-13'], '"2016-13" in "per-key-polling@2016-13" is no day.\nWrite per-key-polling@2016-07, '],
    ['a quirk that is not quite one', ['hunt', 'key-stream', '--quirk', 'hllSeed', 'crossleek'], 'There is no quirk named "crossleek".\nDid you mean "crossLeak"?'],
    ['a kind of fault that is not quite one', ['hunt', 'key-stream', '--fault', 'los'], 'There is no kind of fault named "los" to draw.\nDid you mean "loss"?'],
    ['faults of all kinds and of one', ['hunt', 'key-stream', '--beyond', '--fault', 'loss'], '--beyond draws faults of all kinds, and --fault only those that it names.\nGive one of them.'],
    ['an unknown protocol to try', ['matrix', 'key-steam'], 'There is no protocol named "key-steam".\nDid you mean "key-stream"'],
    ['a protocol without workers to try', ['matrix', 'standalone'], 'standalone has no workers, and so there are no faults for it to survive.\n'],
    ['a matrix told in two ways', ['matrix', 'key-stream', '--json', '--markdown'], '--json and --markdown both say how it is told.\nGive one of them.'],
    ['a list of nothing near', ['list', 'everything'], 'There is no list of "everything".\nThere is "protocols", "quirks", "per-key-polling", '],
    ['a protocol to list that is misspelt', ['list', 'key-steam'], 'There is no list of "key-steam".\nDid you mean "key-stream"'],
    ['a list that is misspelt', ['list', 'quirk'], 'There is no list of "quirk".\nDid you mean "quirks"?'],
    ['an unknown protocol of statistics', ['statistics', 'polling'], 'There is no protocol named "polling".\nDid you mean "per-key-polling" or '],
  ])('refuses %s', async (_, argv, told) => {
    const { code, out, err } = await rollcall(...argv);

    expect([code, out]).toEqual([2, '']);
    expect(err).toContain(`rollcall: ${told}`);
  });

  it('takes its own faults for no verdict', async () => {
    const { terminal, err } = recording();
    const broken = { ...terminal, print: () => expect.fail('no paper') };

    expect(await commandLine(['list'], broken)).toBe(70);
    expect(err()).toContain('rollcall itself is at fault; nothing was judged.\n');
    expect(err()).toContain('no paper');
  });
});

describe('the README', () => {
  const readme = readFileSync(new URL('../../README.md', import.meta.url), 'utf8');

  it.each(['check', 'run', 'hunt', 'matrix', 'compare', 'versus', 'audit copies', 'audit done', 'list', 'statistics', 'schema'])('has a row for %s with its options', async (command) => {
    const row = readme.split('\n').find((line) => line.startsWith(`| \`${command}`)) ?? '';
    const { out } = await rollcall(...command.split(' '), '--help');
    const options = [...out.matchAll(/^ +(--[a-z-]+)/gm)].map(([, option]) => option ?? '');

    // All know --json but for schema, which is JSON anyway; the README says so once.
    for (const option of options.filter((one) => one !== '--json')) expect(row).toContain(option);
    expect(options.includes('--json')).toBe(command !== 'schema');
    for (const [option] of row.matchAll(/--[a-z-]+/g)) expect(options).toContain(option);
  });

  it.each([
    ['the story of a fixture', ['run', fileURLToPath(new URL('../../fixtures/key-stream~off-by-one.json', import.meta.url))], /^seed 0\n[^]*as the file expects\n$/],
    ['what breaks a protocol', ['matrix', 'key-stream', '--runs', '20'], /\n {2}loss .*\n.*\n.*\n/],
    ["the e-mail's worst case", ['compare'], /\nThe e-mail's worst case(?:[^]*?\nledger .*\n){2}/],
  ])('shows what is printed now: %s', async (_, argv, part) => {
    const { out } = await rollcall(...argv);
    const [printed = 'nothing'] = part.exec(out) ?? [];

    expect(readme).toContain(printed);
  });
});

describe('rollcall list', () => {
  it('has a line for every protocol and twin: its name, what must come out, what it does, and where it is from', async () => {
    const { code, lines } = await rollcall('list');

    expect(code).toBe(0);
    for (const { name, summary, protocol, expect: expected } of SUBJECTS) {
      const line = lines.filter((one) => one.startsWith(`  ${name} `)).join();
      expect(line.endsWith(`  ${summary} (${protocol.source})`), name).toBe(true);
      if (expected.kind === 'caught') expect(line).toContain(`  ${expected.by}  `);
    }
    expect(lines).toContain('  key-stream                          each worker pushes its keys one by one, then says that it has no more (the e-mail to bro-dev, 2016: get_some_key_data, send_no_more_data)');
    expect(lines).toHaveLength(SUBJECTS.length + REAL_BY_DAY.length + 5);
  });

  it.each<[RegExp, string[]]>([
    [/\b[0-9a-f]{10} \(20\d\d-\d\d(-\d\d)?\)/, ['per-key-polling', 'batched-push', 'standalone']],
    [/the e-mail to bro-dev, 2016/, ['key-stream', 'sorted-merge', 'sharded']],
  ])('says of which commit and day a protocol is, or that it is of the e-mail: %s', async (source, names) => {
    const { lines } = await rollcall('list');

    for (const name of names) expect(lines.find((line) => line.startsWith(`  ${name} `))).toMatch(source);
  });

  it('explains a protocol and its twins, or a twin', async () => {
    const { code, out } = await rollcall('list', 'key-stream');

    expect(code).toBe(0);
    expect(out).toContain('key-stream  must hold\n    each worker pushes its keys one by one, then says that it has no more\n    the e-mail to bro-dev, 2016');
    expect(out).toContain('key-stream~no-count  must be caught by "never early"\n');
    expect(out).toContain('key-stream~no-copy-at-epoch  must hold all the same: the copy is not needed\n');
    expect(out).not.toContain('per-key-polling');
    expect((await rollcall('list', 'key-stream~off-by-one')).lines).toEqual(['key-stream~off-by-one  must be caught by "never early"', '    the done check is satisfied by one worker too few', '    the classic']);
    expect(JSON.parse((await rollcall('list', 'key-stream~off-by-one', '--json')).out)).toMatchObject({ protocols: [{ name: 'key-stream~off-by-one', source: 'the classic' }] });
  });

  it('tells of the real ones by day, which can be hunted in under those names', async () => {
    const { lines } = await rollcall('list');

    expect(lines.slice(-5, -1)).toEqual([
      'The real ones by day, in which what is found is found in the real system; `rollcall list quirks` tells what to expect',
      '  batched-push@2013-04, the earliest (2013-04-25), to batched-push@2013-07-29',
      '  per-key-polling@2013-08, the earliest (2013-08-02), to per-key-polling@head',
      '  standalone@2014-03, the earliest (2014-03-17), to standalone@head',
    ]);
    for (const [, name = ''] of lines.join('\n').matchAll(/([\w-]+@[\w-]+)/g)) expect(protocolNamed(name)).toMatchObject({ name, standing: 'real' });
  });

  it('has the protocols for its topic where none is given', async () => {
    expect(await rollcall('list', 'protocols')).toEqual(await rollcall('list'));
    expect(await rollcall('list', 'protocols', '--json')).toEqual(await rollcall('list', '--json'));
  });

  it('tells of every quirk in a line: its name, since and until when, and what it is', async () => {
    const { code, lines } = await rollcall('list', 'quirks');

    expect(code).toBe(0);
    expect(lines.map((line) => line.split(' ')[0])).toEqual(QUIRK_NAMES);
    expect(lines).toContain("normalizeLeak        2013-04-01 to 2018-08-13  a reducer's normalised key is what the reducers after it see, also those of other sumstats");
    expect(lines).toContain('noResultNoReset      since 2024-11-18          stand-alone: where no results are asked for, a second epoch never begins');
    expect(lines.find((line) => line.startsWith('hllSeed '))).toContain('  of no day                 each node hashes with a seed of its own');
  });

  it('tells of every quirk as JSON', async () => {
    const { out } = await rollcall('list', 'quirks', '--json');
    const { quirks } = JSON.parse(out) as { quirks: { name: string }[] };

    expect(quirks.map(({ name }) => name)).toEqual(QUIRK_NAMES);
    expect(quirks.find(({ name }) => name === 'dblFirst')).toEqual({ name: 'dblFirst', since: '2013-04-01', until: '2013-05-21', summary: 'where an observation has both num and dbl, dbl is counted' });
  });

  it('is one JSON object with --json', async () => {
    const { code, out } = await rollcall('list', '--json');
    const { protocols, real } = JSON.parse(out) as { protocols: { name: string; expect: object; copySites: string[] }[]; real: object[] };

    expect(code).toBe(0);
    expect(protocols.find((one) => one.name === 'key-stream~off-by-one')).toMatchObject({
      standing: 'broken',
      options: { endEager: [true, false] },
      copySites: ['request', 'epoch'],
      expect: { kind: 'caught', by: 'never early' },
    });
    expect(real).toContainEqual({ name: 'standalone', since: '2014-03-17', last: null });
  });
});

describe('rollcall statistics', () => {
  it('shows shares, and holds where enough cases reach each region', async () => {
    const { code, lines, out } = await rollcall('statistics', 'key-stream', '--runs', '300');

    expect(code).toBe(0);
    expect(lines[0]).toBe('seed 1');
    expect(out).toMatch(/^key-stream, 300 judged cases$/m);
    expect(out).toMatch(/^hot +[\d.]+ % {2}at least 30\.0 % {2}ok$/m);
  });

  it('is violated where too few do, and ends with the command that shows it again', async () => {
    // One case cannot be of 2 and of 3 workers.
    const ran = await rollcall('statistics', 'key-stream', '--runs', '1', '--seed', '5');

    expect(ran.code).toBe(1);
    expect(ran.out).toContain('Too few cases reach: key-stream: ');
    expect(ran.lines.at(-1)).toBe('npx rollcall statistics key-stream --seed 5 --runs 1');
  });

  it('is one JSON object with --json', async () => {
    const { out } = await rollcall('statistics', 'key-stream', '--runs', '50', '--json');

    expect(JSON.parse(out)).toMatchObject({ seed: 1, statistics: [{ protocol: 'key-stream', cases: 50 }] });
  });
});
