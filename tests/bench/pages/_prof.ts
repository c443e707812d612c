import './storage.ts';
const marks: [string, number][] = [];
Object.assign(globalThis, { __t: (l: string) => marks.push([l, performance.now()]), marks });
