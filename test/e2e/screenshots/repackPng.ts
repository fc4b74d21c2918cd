// Makes a PNG smaller without changing a pixel.
import { crc32, deflateSync, inflateSync } from 'node:zlib';

const SIGNATURE = 8;
/** Bytes of a chunk besides its data: length, type, checksum. */
const FRAME = 12;

interface Chunk {
  readonly type: string;
  readonly data: Buffer;
}

/** The same picture, its data packed as tightly as zlib can and without anything but the picture in it. */
export function repackPng(png: Buffer): Buffer {
  const chunks = chunksOf(png);
  const pixels = inflateSync(Buffer.concat(dataOf(chunks, 'IDAT')));
  const packed = deflateSync(pixels, { level: 9, memLevel: 9 });
  const kept = ['IHDR', 'PLTE', 'tRNS'].flatMap((type) =>
    dataOf(chunks, type).map((data) => toChunk({ type, data })),
  );
  const smaller = Buffer.concat([
    png.subarray(0, SIGNATURE),
    ...kept,
    toChunk({ type: 'IDAT', data: packed }),
    toChunk({ type: 'IEND', data: Buffer.alloc(0) }),
  ]);
  return smaller.length < png.length ? smaller : png;
}

function chunksOf(png: Buffer): Chunk[] {
  const chunks: Chunk[] = [];
  for (let at = SIGNATURE; at < png.length; ) {
    const length = png.readUInt32BE(at);
    chunks.push({
      type: png.toString('latin1', at + 4, at + 8),
      data: png.subarray(at + 8, at + 8 + length),
    });
    at += length + FRAME;
  }
  return chunks;
}

function dataOf(chunks: readonly Chunk[], type: string): Buffer[] {
  return chunks.filter((chunk) => chunk.type === type).map(({ data }) => data);
}

function toChunk({ type, data }: Chunk): Buffer {
  const typed = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const frame = Buffer.alloc(8);
  frame.writeUInt32BE(data.length, 0);
  frame.writeUInt32BE(crc32(typed), 4);
  return Buffer.concat([frame.subarray(0, 4), typed, frame.subarray(4)]);
}
