import { desktopPicture } from './desktop-picture.mjs';
import { screenshotPart } from './turn-client.mjs';

/** The WebP quality; it results in about 490 KB at 1920 × 1080. */
const QUALITY = 84;

/** Draws a screenshot of 1920 × 1080 and returns it as an encoded part of a request; a suite calls it once. */
export async function fullScreenshotPart() {
  const [width, height] = [1920, 1080];
  return screenshotPart(await desktopPicture(width, height, QUALITY), width, height);
}
