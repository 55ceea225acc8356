/** Whether this browser can draw the map with WebGL. Asked once. */
let known: boolean | undefined;

export function hasWebGl(): boolean {
  known ??= ask();
  return known;
}

function ask(): boolean {
  try {
    const context = document.createElement('canvas').getContext('webgl2');
    // Browsers give out only a few contexts, and the map needs this one.
    context?.getExtension('WEBGL_lose_context')?.loseContext();
    return context !== null;
  } catch {
    return false;
  }
}
