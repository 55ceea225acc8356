/** The coverage surface as a person sees it on a page: its colours on the map and the shares of its legend. */
import type { Page } from 'playwright-core';

/** Pixels of the map in the green of what is covered and in the amber and red-orange of what is not. */
export async function coloursOn(page: Page): Promise<{ green: number; late: number }> {
  const map = page.locator('.map');
  const picture = (await map.screenshot()).toString('base64');
  return page.evaluate(async (base64) => {
    const image = new Image();
    image.src = `data:image/png;base64,${base64}`;
    await image.decode();
    const canvas = Object.assign(document.createElement('canvas'), {
      width: image.width,
      height: image.height,
    });
    const pen = canvas.getContext('2d') as CanvasRenderingContext2D;
    pen.drawImage(image, 0, 0);
    const { data } = pen.getImageData(0, 0, image.width, image.height);
    const seen = { green: 0, late: 0 };
    for (let i = 0; i < data.length; i += 4) {
      const [red = 0, green = 0, blue = 0] = data.subarray(i, i + 3);
      if (green > red + 24 && green >= blue) seen.green++;
      if (red > 80 && red > green + 15 && green > blue + 15) seen.late++;
    }
    return seen;
  }, picture);
}

export const legendOf = (page: Page, kept: string) =>
  page.locator(`.surface-legend [data-class="${kept}"] b`).innerText();
/** As the page writes it: cut after one decimal. */
export const shareOf = (part: number) =>
  part === 1 ? '100%' : `${(Math.floor(part * 1000) / 10).toFixed(1)}%`;
export const coveredIn = (bytes: string) => {
  const classes = Buffer.from(bytes, 'base64');
  return classes.filter((kept) => kept === 0).length / classes.length;
};
