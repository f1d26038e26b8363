// Images of a format that needs no library: PGM, one byte for each pixel.

/** The image at half its width and height: each pixel is the mean of four. */
export function halve(image: Uint8Array): Buffer {
  const header = /^P5\s(\d+)\s(\d+)\s255\s/.exec(Buffer.from(image.subarray(0, 64)).toString('latin1'))
  if (!header) throw new TypeError('this is no PGM image')
  const [width, height] = [Number(header[1]), Number(header[2])]
  const pixels = image.subarray(header[0].length)
  const at = (x: number, y: number): number => pixels[y * width + x] ?? 0
  const [halfWidth, halfHeight] = [width >> 1, height >> 1]
  const halved = Uint8Array.from({ length: halfWidth * halfHeight }, (_, index) => {
    const [x, y] = [2 * (index % halfWidth), 2 * Math.floor(index / halfWidth)]
    return (at(x, y) + at(x + 1, y) + at(x, y + 1) + at(x + 1, y + 1)) / 4
  })
  return Buffer.concat([Buffer.from(`P5 ${halfWidth} ${halfHeight} 255\n`), halved])
}
