/** What main itself says, in both languages: menu, dialogues. The screens' words live with the screens. */
import type { Language } from '../bridge/channels.ts';

const ENGLISH = {
  file: 'File',
  print: 'Print…',
  changeServer: 'Change server…',
  closeWindow: 'Close window',
  quit: 'Quit',
  edit: 'Edit',
  undo: 'Undo',
  redo: 'Redo',
  cut: 'Cut',
  copy: 'Copy',
  paste: 'Paste',
  selectAll: 'Select all',
  view: 'View',
  reload: 'Reload',
  actualSize: 'Actual size',
  larger: 'Larger',
  smaller: 'Smaller',
  fullScreen: 'Full screen',
  devTools: 'Developer tools',
  go: 'Go',
  back: 'Back',
  forward: 'Forward',
  window: 'Window',
  minimize: 'Minimize',
  zoom: 'Zoom',
  front: 'Bring all to front',
  help: 'Help',
  keys: 'Keyboard shortcuts',
  about: 'About Communitrak',
  hide: 'Hide Communitrak',
  hideOthers: 'Hide others',
  showAll: 'Show all',
  services: 'Services',
  aboutUpdates: 'This app does not update itself. New versions come from whoever gave you this one.',
  memoryOnlyTitle: 'You will need to sign in again after closing Communitrak',
  memoryOnlyDetail:
    'This computer has no key store (such as GNOME Keyring or KWallet) in which your sign-in could be locked away, so it is kept only until you close Communitrak. What you write is kept as always.',
  leaveTitle: 'Change to another server?',
  leaveDetail:
    'You will be signed out. Everything that Communitrak has stored on this computer for the present server is removed, including whatever has not been sent yet.',
  leave: 'Sign out and change',
  stay: 'Stay',
  saveFailed: 'The file could not be saved',
  printFailed: 'Printing did not work',
};

export type Words = Readonly<Record<keyof typeof ENGLISH, string>>;

const SPANISH: Words = {
  file: 'Archivo',
  print: 'Imprimir…',
  changeServer: 'Cambiar de servidor…',
  closeWindow: 'Cerrar ventana',
  quit: 'Salir',
  edit: 'Edición',
  undo: 'Deshacer',
  redo: 'Rehacer',
  cut: 'Cortar',
  copy: 'Copiar',
  paste: 'Pegar',
  selectAll: 'Seleccionar todo',
  view: 'Ver',
  reload: 'Volver a cargar',
  actualSize: 'Tamaño real',
  larger: 'Aumentar',
  smaller: 'Reducir',
  fullScreen: 'Pantalla completa',
  devTools: 'Herramientas de desarrollo',
  go: 'Ir',
  back: 'Atrás',
  forward: 'Adelante',
  window: 'Ventana',
  minimize: 'Minimizar',
  zoom: 'Ampliar ventana',
  front: 'Traer todo al frente',
  help: 'Ayuda',
  keys: 'Atajos de teclado',
  about: 'Acerca de Communitrak',
  hide: 'Ocultar Communitrak',
  hideOthers: 'Ocultar otros',
  showAll: 'Mostrar todo',
  services: 'Servicios',
  aboutUpdates:
    'Esta aplicación no se actualiza sola. Las versiones nuevas llegan de quien le proporcionó esta.',
  memoryOnlyTitle: 'Tendrá que volver a iniciar sesión después de cerrar Communitrak',
  memoryOnlyDetail:
    'Este equipo no tiene un almacén de claves (como GNOME Keyring o KWallet) donde guardar su inicio de sesión bajo llave, así que se conserva solo hasta que cierre Communitrak. Lo que escriba se guarda como siempre.',
  leaveTitle: '¿Cambiar a otro servidor?',
  leaveDetail:
    'Se cerrará su sesión. Se eliminará todo lo que Communitrak ha guardado en este equipo para el servidor actual, incluido lo que aún no se haya enviado.',
  leave: 'Cerrar sesión y cambiar',
  stay: 'Quedarse',
  saveFailed: 'No se pudo guardar el archivo',
  printFailed: 'No se pudo imprimir',
};

export function wordsIn(language: Language): Words {
  return language === 'es' ? SPANISH : ENGLISH;
}

/** The first of the system's languages that we speak. */
export function languageOf(preferred: readonly string[]): Language {
  const known = preferred
    .map((tag) => tag.toLowerCase().split('-')[0])
    .find((tag) => tag === 'en' || tag === 'es');
  return known === 'es' ? 'es' : 'en';
}

export function parseLanguageSetting(value: unknown): { readonly language: Language } | undefined {
  if (typeof value !== 'object' || value === null || !('language' in value)) return undefined;
  return value.language === 'en' || value.language === 'es' ? { language: value.language } : undefined;
}
