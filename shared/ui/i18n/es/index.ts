/** Spanish, as one lazily loaded part. */
import app from './app.json';
import home from './home.json';
import inbox from './inbox.json';
import kit from './kit.json';
import requests from './requests.json';
import settings from './settings.json';
import signIn from './signIn.json';
import status from './status.json';
import unsent from './unsent.json';

export const SPANISH: Readonly<Record<string, string>> = {
  ...app,
  ...home,
  ...inbox,
  ...kit,
  ...requests,
  ...settings,
  ...signIn,
  ...status,
  ...unsent,
};
