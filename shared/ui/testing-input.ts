/** For tests of screens: fields are filled at one go. Tests of typing itself type, key by key. */
import userEvent from '@testing-library/user-event';

/** Text at the end of what a field holds; the field has the focus afterwards. Every key typed would draw the screen anew. */
export async function write(field: HTMLElement, text: string): Promise<void> {
  if (document.activeElement !== field) await userEvent.click(field);
  await userEvent.paste(text);
}

/** A field's whole text anew, and on to the next field. */
export async function fill(field: HTMLElement, text: string): Promise<void> {
  await userEvent.clear(field);
  await userEvent.paste(text);
  await userEvent.tab();
}
