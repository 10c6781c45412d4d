import { setImmediate } from 'node:timers/promises';
import { ArgumentError, type OnProgress } from '../core/index.js';
import { DETAIL_PX, type ImageSignature } from './image-signature.js';
import { hammingDistance, type PerceptualHash } from './perceptual-hash.js';

/** How many bits two hashes may differ in, by default; see docs/decisions/near-duplicates.md. */
export const MAX_HASH_DISTANCE = 10;
/** How far the detail of two images must agree, by default. */
export const MIN_DETAIL_CORRELATION = 0.9;

const DETAIL_LENGTH = DETAIL_PX ** 2;
/** Images after which others may work. */
const CHUNK = 64;

/** What counts as a near-duplicate. */
export interface NearDuplicateOptions {
  /** Bits of 64 in which the hashes may differ, from 0 to 32; default 10. */
  readonly maxDistance?: number;
  /** Least correlation of the two images' detail, in [-1, 1]; default 0.9. */
  readonly minCorrelation?: number;
  /** Told how many images have been compared with all others. */
  readonly onProgress?: OnProgress;
  /** Stops comparing. */
  readonly signal?: AbortSignal;
}

/** Two images that show the same photograph, as far as their pixels tell. */
export interface SimilarPair {
  /** Place of the first image. */
  readonly first: number;
  /** Place of the second, after the first. */
  readonly second: number;
  /** Bits in which their hashes differ, from 0. */
  readonly distance: number;
  /** How far their details agree, at most 1. */
  readonly correlation: number;
  /** True where the first is the second turned or mirrored. */
  readonly isTurned: boolean;
}

/**
 * Finds all pairs of near-duplicates: hashes that differ in few bits, one of the images turned and
 * mirrored in all eight ways, and detail that agrees.
 *
 * @param signatures - one for each image
 * @param options - thresholds, progress, and what stops it
 * @returns pairs in the order of their places; for each the way of turning in which details agree best
 * @throws ArgumentError for a threshold out of range
 * @throws DOMException named AbortError where the signal stops it
 * @remarks Compares each with each: 50 million pairs for 10,000 images, seconds. Flat images have no
 * detail, and so no near-duplicates.
 */
export async function similarPairs(
  signatures: readonly ImageSignature[],
  options: NearDuplicateOptions = {},
): Promise<SimilarPair[]> {
  const { maxDistance = MAX_HASH_DISTANCE, onProgress, signal } = options;
  const { minCorrelation = MIN_DETAIL_CORRELATION } = options;
  checkThresholds(maxDistance, minCorrelation);
  const search = {
    signatures,
    ...halvesOf(signatures),
    lengths: Float64Array.from(signatures, ({ detail }) => Math.sqrt(dot(detail, detail))),
    maxDistance,
  };
  const pairs: SimilarPair[] = [];
  const total = signatures.length;
  for (let first = 0; first < total; first++) {
    for (const [second, found] of bestMatches(first, search)) {
      if (found.correlation >= minCorrelation) pairs.push({ first, second, ...found });
    }
    if ((first + 1) % CHUNK !== 0 && first + 1 !== total) continue;
    onProgress?.({ task: 'comparing images', done: first + 1, total });
    await setImmediate();
    signal?.throwIfAborted();
  }
  return pairs;
}

type Found = Pick<SimilarPair, 'distance' | 'correlation' | 'isTurned'>;

function checkThresholds(maxDistance: number, minCorrelation: number): void {
  if (!Number.isInteger(maxDistance) || maxDistance < 0 || maxDistance > 32) {
    throw new ArgumentError(`maxDistance is ${maxDistance}, expected whole bits from 0 to 32.`);
  }
  if (!(minCorrelation >= -1 && minCorrelation <= 1)) {
    throw new ArgumentError(`minCorrelation is ${minCorrelation}, expected a number from -1 to 1.`);
  }
}

/** What the images are searched in. */
interface Search {
  readonly signatures: readonly ImageSignature[];
  /** The hashes of the images as they are, their first 32 bits and their last. */
  readonly upper: Int32Array;
  readonly lower: Int32Array;
  /** Lengths of the details, as vectors. */
  readonly lengths: Float64Array;
  readonly maxDistance: number;
}

function halvesOf(signatures: readonly ImageSignature[]): Pick<Search, 'upper' | 'lower'> {
  const half = (at: 0 | 1) => Int32Array.from(signatures, ({ hashes }) => hashes[0]![at]);
  return { upper: half(0), lower: half(1) };
}

/** All later images whose hash is near to that of this one, turned in whatever way agrees best. */
function bestMatches(first: number, search: Search): [number, Found][] {
  const { signatures, lengths } = search;
  const { hashes, detail } = signatures[first]!;
  const best = new Map<number, Found>();
  for (const [variant, hash] of hashes.entries()) {
    const near = nearHashes(first, hash, search);
    const turned = near.length > 0 ? turnDetail(detail, variant) : detail;
    for (const [second, distance] of near) {
      const length = lengths[first]! * lengths[second]!;
      const product = dot(turned, signatures[second]!.detail);
      const correlation = length > 0 ? Math.min(1, product / length) : 0;
      if (correlation > (best.get(second)?.correlation ?? -1)) {
        best.set(second, { distance, correlation, isTurned: variant > 0 });
      }
    }
  }
  return [...best].sort(([a], [b]) => a - b);
}

function nearHashes(
  first: number,
  hash: PerceptualHash,
  { upper, lower, maxDistance }: Search,
): [number, number][] {
  const near: [number, number][] = [];
  const [high, low] = [hash[0] | 0, hash[1] | 0];
  for (let second = first + 1; second < upper.length; second++) {
    let distance = hammingDistance(high, upper[second]!);
    if (distance > maxDistance) continue;
    distance += hammingDistance(low, lower[second]!);
    if (distance <= maxDistance) near.push([second, distance]);
  }
  return near;
}

/** The detail of an image that is turned as the variant's bits say: see `dihedralHashes`. */
function turnDetail(detail: Int8Array, variant: number): Int8Array {
  if (variant === 0) return detail;
  const places = (placesOf[variant] ??= turnedPlaces(variant));
  const turned = new Int8Array(DETAIL_LENGTH);
  for (let i = 0; i < DETAIL_LENGTH; i++) turned[i] = detail[places[i]!]!;
  return turned;
}

const placesOf: (Int32Array | undefined)[] = [];

/** Where in the image as it is each pixel of the turned one stands. */
function turnedPlaces(variant: number): Int32Array {
  const last = DETAIL_PX - 1;
  return Int32Array.from({ length: DETAIL_LENGTH }, (_, i) => {
    const row = Math.floor(i / DETAIL_PX);
    const column = i % DETAIL_PX;
    const y = variant & 2 ? last - row : row;
    const x = variant & 1 ? last - column : column;
    return variant & 4 ? x * DETAIL_PX + y : y * DETAIL_PX + x;
  });
}

function dot(first: Int8Array, second: Int8Array): number {
  let sum = 0;
  for (let i = 0; i < DETAIL_LENGTH; i++) sum += first[i]! * second[i]!;
  return sum;
}
