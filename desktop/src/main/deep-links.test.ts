import { describe, expect, it } from 'vitest';
import { isAppPath } from '../bridge/parse.ts';
import { pathInArguments, pathOfLink } from './deep-links.ts';

describe('communitrak:// links', () => {
  it.each([
    ['communitrak://willow-creek/requests/0190-ab.c', '/app/willow-creek?open=requests%2F0190-ab.c'],
    ['communitrak://willow-creek/requests/0190/', '/app/willow-creek?open=requests%2F0190'],
    ['communitrak://willow-creek/requests', '/app/willow-creek?open=requests'],
    [
      'communitrak://willow-creek/anything/of/this-shape',
      '/app/willow-creek?open=anything%2Fof%2Fthis-shape',
    ],
    ['communitrak://willow-creek/', '/app/willow-creek'],
    ['communitrak://willow-creek', '/app/willow-creek'],
    ['communitrak://willow-creek/requests/0190?utm=x#y', '/app/willow-creek?open=requests%2F0190'],
  ])('%s shows %s', (link, path) => {
    expect(pathOfLink(link)).toBe(path);
    expect(isAppPath(path)).toBe(true);
  });

  it.each([
    'https://willow-creek/requests/1',
    'communitrak:willow/requests/1',
    'communitrak:///requests/1',
    'communitrak://',
    'communitrak://willow:81/requests/1',
    'communitrak://me@willow/requests/1',
    'communitrak://willow/1/2/3/4/5/6/7',
    'communitrak://willow/requests/.hidden',
    'communitrak://willow/requests/UPPER',
    'communitrak://willow/requests/%2e%2e%2fconnect',
    'communitrak://-willow/requests/1',
    `communitrak://willow/requests/${'a'.repeat(121)}`,
    '--flag',
    '',
  ])('%s shows nothing', (link) => expect(pathOfLink(link)).toBeUndefined());

  it('never leads out of the app: it only asks for a path', () => {
    expect(pathOfLink('communitrak://willow/requests/../../connect')).toBe('/app/willow?open=connect');
  });

  it('is found among the words of a start', () => {
    const words = ['/opt/communitrak', '--no-sandbox', 'communitrak://w/requests/1'];
    expect(pathInArguments(words)).toBe('/app/w?open=requests%2F1');
    expect(pathInArguments(words.slice(0, 2))).toBeUndefined();
  });
});
