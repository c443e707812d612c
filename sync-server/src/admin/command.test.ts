import { describe, expect, it } from 'vitest';
import { parseCommand } from './command.ts';

describe('the command line', () => {
  it.each<[string, object]>([
    ['verify', { kind: 'verify', association: undefined, repair: false }],
    ['verify willow --repair', { kind: 'verify', association: 'willow', repair: true }],
    ['backup willow a.backup', { kind: 'backup', association: 'willow', file: 'a.backup' }],
    ['backup --all a.backup', { kind: 'backup', association: undefined, file: 'a.backup' }],
    ['restore a.backup', { kind: 'restore', file: 'a.backup', as: undefined }],
    ['restore a.backup --as oak', { kind: 'restore', file: 'a.backup', as: 'oak' }],
    ['reactions', { kind: 'reactions', association: undefined, retry: undefined }],
    ['reactions willow', { kind: 'reactions', association: 'willow', retry: undefined }],
    ['reactions --retry x', { kind: 'reactions', association: undefined, retry: 'x' }],
    ['', { kind: 'help' }],
    ['verify --help', { kind: 'help' }],
  ])('%s', (line, command) => {
    expect(parseCommand(line.split(' ').filter((word) => word !== ''))).toEqual(command);
  });

  it.each([
    ['destroy', /no command destroy/],
    ['verify a b', /takes one argument/],
    ['verify --as x', /--as is no option of verify/],
    ['backup willow', /needs an association/],
    ['backup --all willow x', /needs an association/],
    ['restore', /needs a file/],
    ['restore a --force', /--force/],
    ['reactions a b', /takes one argument/],
    ['reactions a --retry x', /no association/],
  ])('%s is refused, with how it is meant', (line, words) => {
    const parse = () => parseCommand(line.split(' '));
    expect(parse).toThrow(words);
    expect(parse).toThrow(/npm run admin -- <command>/);
  });
});
