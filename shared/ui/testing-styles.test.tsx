/** What the tests of screens see of styles is what jsdom would have told them, only sooner. */
import { render } from '@testing-library/react';
import { expect, it } from 'vitest';

// What the queries, the keys and the floating parts ask for.
const PROPERTIES = [
  'display',
  'visibility',
  'pointer-events',
  'color',
  'background-color',
  'direction',
  'content',
  'position',
  'overflow',
  'overflow-x',
  'transform',
  'filter',
  'contain',
  'will-change',
  'width',
  'height',
  'border-left-width',
  'padding-left',
  'margin-top',
  'box-sizing',
  'white-space',
  'user-select',
];

it('is what jsdom says, for every kind of element', () => {
  const { container } = render(
    <div>
      <section style={{ visibility: 'hidden' }}>
        <p hidden>
          <b>hidden</b>
        </p>
        <ul style={{ visibility: 'visible', display: 'flex', overflow: 'hidden', color: 'blue' }}>
          <li style={{ display: 'none' }}>none</li>
        </ul>
      </section>
      <fieldset style={{ pointerEvents: 'none', position: 'absolute', width: 40, border: '1px solid red' }}>
        <button type="button">a</button>
        <input type="hidden" />
        <input type="text" />
        <select>
          <option>a</option>
        </select>
      </fieldset>
      <details>
        <summary>a</summary>
      </details>
      <dialog>closed</dialog>
      <dialog open>open</dialog>
      <div popover="auto">none</div>
      <svg>
        <path d="M0 0" />
      </svg>
      <table>
        <tbody>
          <tr hidden>
            <td>a</td>
          </tr>
        </tbody>
      </table>
    </div>,
  );
  // A window of its own has jsdom's own answer.
  const frame = document.body.appendChild(document.createElement('iframe'));
  for (const element of container.querySelectorAll('*')) {
    const told = getComputedStyle(element);
    const real = frame.contentWindow?.getComputedStyle(element);
    for (const name of PROPERTIES)
      expect([element.outerHTML, name, told.getPropertyValue(name)]).toEqual([
        element.outerHTML,
        name,
        real?.getPropertyValue(name),
      ]);
    expect(told.pointerEvents).toBe(real?.pointerEvents);
  }
  frame.remove();
});
