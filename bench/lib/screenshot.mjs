import { desktopPicture } from './desktop-picture.mjs';
import { screenshotPart } from './turn-client.mjs';

/** Gives about 490 KB at 1920 × 1080. */
const QUALITY = 84;

/** A screenshot of 1920 × 1080, as part of a request; drawn once a suite. */
export async function fullScreenshotPart() {
  const [width, height] = [1920, 1080];
  return screenshotPart(await desktopPicture(width, height, QUALITY), width, height);
}
