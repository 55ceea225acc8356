/** A site's sign: the outline says the tier, fill and badge say the state, a dashed rim says that the position is assumed. As a canvas image for the map and as SVG for everything else. */
import type { Tier } from '@changping/contracts/live';
import type { Mark } from '../standing.ts';
import { fills, rims } from './look.ts';
import { outline, radii, reaches } from './outline.ts';

export type Sign = { tier: Tier; mark: Mark; isAssumed: boolean };

const badgeR = 5;
const warning = `M0 ${-badgeR - 0.6}L${badgeR + 1.2} ${badgeR - 0.6}L${-badgeR - 1.2} ${badgeR - 0.6}Z`;
const dashes = [2.6, 2.2];
const rimWidth = 1.4;

export const signName = ({ tier, mark, isAssumed }: Sign): string =>
  `${tier}/${mark}/${isAssumed ? 'assumed' : 'known'}`;

export function signOf(name: string): Sign | undefined {
  const [tier, mark, position] = name.split('/');
  if (!tier || !mark || !(tier in radii) || !(mark in fills)) return undefined;
  return { tier: tier as Tier, mark: mark as Mark, isAssumed: position === 'assumed' };
}

/** Half the side of the square a sign is drawn in. It is tight, for the map keeps names out of it. */
const reach = (tier: Tier, mark: Mark): number =>
  Math.ceil(
    Math.max(reaches[tier] + 3, mark === 'act' || mark === 'watch' ? shoulder(tier) + badgeR + 3 : 0),
  );

/** The badge sits at the upper right shoulder. */
const shoulder = (tier: Tier): number => Math.max(5, radii[tier] * 0.72);

export function drawSign({ tier, mark, isAssumed }: Sign, ratio: number): ImageData {
  const size = reach(tier, mark) * 2;
  const canvas = document.createElement('canvas');
  canvas.width = canvas.height = size * ratio;
  const pen = canvas.getContext('2d', { willReadFrequently: true }) as CanvasRenderingContext2D;
  pen.scale(ratio, ratio);
  pen.translate(size / 2, size / 2);
  const path = new Path2D(outline(tier));
  pen.lineJoin = 'round';
  pen.lineWidth = 5;
  pen.strokeStyle = 'rgba(6, 11, 17, 0.85)';
  pen.stroke(path);
  pen.fillStyle = fills[mark];
  pen.fill(path);
  pen.lineWidth = rimWidth;
  pen.strokeStyle = rims[mark];
  if (isAssumed) pen.setLineDash(dashes);
  pen.stroke(path);
  if (mark === 'act' || mark === 'watch') drawBadge(pen, tier, mark);
  return pen.getImageData(0, 0, canvas.width, canvas.height);
}

function drawBadge(pen: CanvasRenderingContext2D, tier: Tier, mark: 'act' | 'watch'): void {
  pen.setLineDash([]);
  pen.translate(shoulder(tier), -shoulder(tier));
  const path = new Path2D(mark === 'act' ? warning : circle);
  pen.lineWidth = 3;
  pen.strokeStyle = 'rgba(6, 11, 17, 0.9)';
  pen.stroke(path);
  pen.fillStyle = '#ffffff';
  pen.fill(path);
  pen.fillStyle = '#10151c';
  pen.fill(new Path2D(mark === 'act' ? shout : pause));
}

const circle = `M${-badgeR + 0.6} 0A${badgeR - 0.6} ${badgeR - 0.6} 0 1 0 ${badgeR - 0.6} 0A${badgeR - 0.6} ${badgeR - 0.6} 0 1 0 ${-badgeR + 0.6} 0Z`;
const shout = 'M-0.8 -3H0.8V1.4H-0.8ZM-0.8 2.3H0.8V3.8H-0.8Z';
const pause = 'M-2.4 -0.8H2.4V0.8H-2.4Z';

/** The sign inside an SVG of the caller. */
export function SignMark({ tier, mark, isAssumed }: Sign) {
  return (
    <>
      <path
        d={outline(tier)}
        fill="none"
        stroke="#060b11"
        strokeOpacity={0.85}
        strokeWidth={5}
        strokeLinejoin="round"
      />
      <path
        d={outline(tier)}
        fill={fills[mark]}
        stroke={rims[mark]}
        strokeWidth={rimWidth}
        strokeLinejoin="round"
        {...(isAssumed ? { strokeDasharray: dashes.join(' ') } : {})}
      />
      {(mark === 'act' || mark === 'watch') && (
        <g transform={`translate(${shoulder(tier)} ${-shoulder(tier)})`}>
          <path
            d={mark === 'act' ? warning : circle}
            fill="#fff"
            stroke="#060b11"
            strokeOpacity={0.9}
            strokeWidth={3}
            paintOrder="stroke"
          />
          <path d={mark === 'act' ? shout : pause} fill="#10151c" />
        </g>
      )}
    </>
  );
}

/** The sign as a picture of its own, for lists and the legend. Words stand beside it, so it is silent. */
export function SignIcon(sign: Sign) {
  const side = reach(sign.tier, sign.mark);
  return (
    <svg
      className="sign"
      width={side * 2}
      height={side * 2}
      viewBox={`${-side} ${-side} ${side * 2} ${side * 2}`}
      aria-hidden="true"
    >
      <SignMark {...sign} />
    </svg>
  );
}
