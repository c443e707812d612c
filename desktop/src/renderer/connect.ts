/** The page that asks for the server's address at the first start. It tells main, and is told only what was wrong. */
import type { ConnectProblem, DesktopBridge } from '../bridge/channels.ts';
import { desktopBridge } from './bridge.ts';
import { connectLanguage, connectWords, type ConnectWords } from './connect-words.ts';
import './connect.css';

function part(id: string): HTMLElement {
  const found = document.getElementById(id);
  if (found === null) throw new Error(`connect.html has no #${id}`);
  return found;
}

function addressField(): HTMLInputElement {
  const field = part('address');
  if (!(field instanceof HTMLInputElement)) throw new Error('#address is no field');
  return field;
}

function showWords(words: ConnectWords): void {
  for (const id of ['title', 'lead', 'label', 'help', 'submit'] as const) part(id).textContent = words[id];
  document.title = `Communitrak · ${words.title}`;
}

async function tryAddress(
  bridge: DesktopBridge,
  address: string,
): Promise<ConnectProblem | 'failed' | undefined> {
  try {
    const answer = await bridge.connect(address);
    return answer.ok ? undefined : answer.problem;
  } catch {
    return 'failed'; // main could not keep it, and has written down why
  }
}

function listen(bridge: DesktopBridge, words: ConnectWords): void {
  const field = addressField();
  const busy = { is: false };
  part('form').addEventListener('submit', (event) => {
    event.preventDefault();
    if (busy.is) return;
    busy.is = true;
    part('problem').textContent = '';
    part('submit').textContent = words.looking;
    void tryAddress(bridge, field.value).then((problem) => {
      busy.is = false;
      if (problem === undefined) return location.assign('/app/');
      part('submit').textContent = words.submit;
      part('problem').textContent = words.problems[problem];
      field.setAttribute('aria-invalid', String(problem !== 'cancelled'));
      field.focus();
      return undefined;
    });
  });
  field.focus();
}

const language = connectLanguage(navigator.languages);
document.documentElement.lang = language;
showWords(connectWords(language));
listen(desktopBridge(), connectWords(language));
