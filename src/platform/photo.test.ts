import sharp from 'sharp';
import { expect, test } from 'vitest';
import { scalePhoto } from './photo.ts';

const picture = (width: number, height: number) =>
  sharp({ create: { width, height, channels: 4, background: { r: 200, g: 40, b: 40, alpha: 0.5 } } });

test('a photo becomes a JPEG that is no longer than asked for, in its proportions', async () => {
  const scaled = await scalePhoto(await picture(800, 400).png().toBuffer(), 240);
  const { format, width, height } = await sharp(scaled ?? Buffer.alloc(0)).metadata();
  expect({ format, width, height }).toEqual({ format: 'jpeg', width: 240, height: 120 });
});

test('a small photo is not blown up, and equal photos give equal bytes', async () => {
  const image = await picture(48, 64).jpeg().toBuffer();
  const [first, second] = [await scalePhoto(image, 240), await scalePhoto(image, 240)];
  expect((await sharp(first ?? Buffer.alloc(0)).metadata()).height).toBe(64);
  expect(second).toEqual(first);
});

test('a photo is turned upright and loses its metadata', async () => {
  const turned = await picture(60, 30).jpeg().withMetadata({ orientation: 6 }).toBuffer();
  const { width, height, exif } = await sharp((await scalePhoto(turned, 240)) ?? Buffer.alloc(0)).metadata();
  expect({ width, height, exif }).toEqual({ width: 30, height: 60, exif: undefined });
});

test('what is no picture is none, whole or cut', async () => {
  expect(await scalePhoto(Buffer.from('hello'), 240)).toBeNull();
  expect(await scalePhoto(new Uint8Array(), 240)).toBeNull();
  const image = await picture(300, 300).jpeg().toBuffer();
  expect(await scalePhoto(image.subarray(0, 60), 240)).toBeNull();
});
