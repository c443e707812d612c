/** The core's Spanish, as one lazily loaded part. */
import app from './app.json';
import kit from './kit.json';
import signIn from './signIn.json';
import status from './status.json';

export const SPANISH: Readonly<Record<string, string>> = { ...app, ...kit, ...signIn, ...status };
