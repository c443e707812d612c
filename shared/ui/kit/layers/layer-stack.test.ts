/** One press takes one layer. */
import { describe, expect, it, vi } from 'vitest';
import { createLayerStack, type LayerKind } from './layer-stack.ts';

function opened(...kinds: readonly LayerKind[]) {
  const stack = createLayerStack();
  const layers = kinds.map((kind) => {
    const close = vi.fn(() => off());
    const focus = { inside: false };
    const off = stack.put({ kind, close, hasFocus: () => focus.inside });
    return { close, focus, off };
  });
  return { stack, layers };
}

describe('the stack', () => {
  it.each(['escape', 'back'] as const)('%s asks the top one only, and then the next', (press) => {
    const { stack, layers } = opened('sheet', 'menu');
    expect(stack[press]()).toBe(true);
    expect(layers.map(({ close }) => close.mock.calls.length)).toEqual([0, 1]);
    expect(stack[press]()).toBe(true);
    expect(layers.map(({ close }) => close.mock.calls.length)).toEqual([1, 1]);
    expect(stack[press]()).toBe(false);
  });

  it('leaves a layer there that refuses to go', () => {
    const stack = createLayerStack();
    const refuse = vi.fn();
    stack.put({ kind: 'sheet', close: refuse });
    expect(stack.back()).toBe(true);
    expect(stack.back()).toBe(true);
    expect(refuse).toHaveBeenCalledTimes(2);
    expect(stack.holdsKeys()).toBe(true);
  });

  it('lets a toast stand in nobody’s way', () => {
    const { stack, layers } = opened('sheet', 'toast');
    expect(stack.escape()).toBe(true);
    expect(layers[0]?.close).toHaveBeenCalledTimes(1);
    expect(stack.holdsKeys()).toBe(false);
    expect(stack.escape()).toBe(false);
    expect(layers[1]?.close).not.toHaveBeenCalled();
  });

  it('gives Escape to the toast that has the focus, wherever it lies; Back never', () => {
    const { stack, layers } = opened('toast', 'sheet');
    const toast = layers[0];
    if (toast !== undefined) toast.focus.inside = true;
    expect(stack.back()).toBe(true);
    expect(layers[1]?.close).toHaveBeenCalledTimes(1);
    expect(stack.escape()).toBe(true);
    expect(toast?.close).toHaveBeenCalledTimes(1);
  });

  it('forgets what has gone by itself, however often it says so', () => {
    const { stack, layers } = opened('sheet', 'menu');
    layers[1]?.off();
    layers[1]?.off();
    stack.escape();
    expect(layers[0]?.close).toHaveBeenCalledTimes(1);
  });
});
