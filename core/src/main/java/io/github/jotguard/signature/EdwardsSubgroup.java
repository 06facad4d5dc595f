package io.github.jotguard.signature;

import io.github.jotguard.JwsAlgorithm;
import java.math.BigInteger;

/**
 * The subgroup of prime order of an Edwards curve (RFC 8032 §5.1, §5.2). Honest keys and signatures hold points of it.
 * A point with a part of small order is on the curve as well. Engines differ over signatures that use one, because
 * RFC 8032 allows two equations.
 */
enum EdwardsSubgroup {
    ED25519(
            BigInteger.ONE.shiftLeft(255).subtract(BigInteger.valueOf(19)),
            BigInteger.ONE.shiftLeft(252).add(new BigInteger("27742317777372353535851937790883648493")),
            BigInteger.valueOf(121_666),
            new BigInteger("2707385501144840649318225287225658788936804267575313519463743609750303402022")),
    ED448(
            BigInteger.ONE
                    .shiftLeft(448)
                    .subtract(BigInteger.ONE.shiftLeft(224))
                    .subtract(BigInteger.ONE),
            BigInteger.ONE
                    .shiftLeft(446)
                    .subtract(new BigInteger("13818066809895115352007386748515426880336692474882178609894547503885")),
            BigInteger.valueOf(39_082).modInverse(prime448()),
            BigInteger.ZERO);

    private final BigInteger prime;
    private final BigInteger order;
    /** a / (a - d) of the curve a·x² + y² = 1 + d·x²·y², the only constant that the ladder needs. */
    private final BigInteger ladderConstant;
    /** The y of some points of small order, besides 0, 1 and -1. */
    private final BigInteger otherSmallOrder;

    private final BigInteger minusOne;
    private final BigInteger minusOther;

    /** @param otherSmallOrder the y of further points of small order, whose negative is another; 0 if there is none */
    EdwardsSubgroup(BigInteger prime, BigInteger order, BigInteger ladderConstant, BigInteger otherSmallOrder) {
        this.prime = prime;
        this.order = order;
        this.ladderConstant = ladderConstant;
        this.otherSmallOrder = otherSmallOrder;
        this.minusOne = prime.subtract(BigInteger.ONE);
        this.minusOther = otherSmallOrder.negate().mod(prime);
    }

    private static BigInteger prime448() {
        return BigInteger.ONE
                .shiftLeft(448)
                .subtract(BigInteger.ONE.shiftLeft(224))
                .subtract(BigInteger.ONE);
    }

    /** Returns the subgroup of the curve of an algorithm, which must be one of Edwards curves. */
    static EdwardsSubgroup of(JwsAlgorithm algorithm) {
        return algorithm == JwsAlgorithm.EdDSA ? ED25519 : ED448;
    }

    /** Returns the prime p of the field. */
    BigInteger prime() {
        return prime;
    }

    /** Returns the order L of the subgroup. */
    BigInteger order() {
        return order;
    }

    /**
     * Returns whether a number is the y of a point that is not of small order, in its only spelling, if there is such a
     * point. The neutral element is of small order too. A key of small order verifies forged signatures (RFC 8032
     * §5.1.7, cofactor; RFC 8725 §3.4).
     */
    boolean allows(BigInteger y) {
        return y.signum() > 0
                && y.compareTo(prime) < 0
                && !y.equals(BigInteger.ONE)
                && !y.equals(minusOne)
                && !y.equals(otherSmallOrder)
                && !y.equals(minusOther);
    }

    /**
     * Returns whether a point of the curve is in the subgroup, which it is if L times the point is the neutral element.
     * It uses a Montgomery ladder on u = (1 + y) / (1 - y), the form of RFC 7748 §5. It is not in constant time, so it
     * is for public points only.
     *
     * @param y the coordinate of a point on the curve that {@link #allows} allows
     */
    boolean contains(BigInteger y) {
        BigInteger u = BigInteger.ONE
                .add(y)
                .multiply(BigInteger.ONE.subtract(y).modInverse(prime))
                .mod(prime);
        Point low = new Point(BigInteger.ONE, BigInteger.ZERO);
        Point high = new Point(u, BigInteger.ONE);
        for (int bit = order.bitLength() - 1; bit >= 0; bit--) {
            Point sum = add(low, high, u);
            low = order.testBit(bit) ? sum : twice(low);
            high = order.testBit(bit) ? twice(high) : sum;
        }
        return low.z.signum() == 0;
    }

    /** u = x / z; the neutral element has z = 0. */
    private record Point(BigInteger x, BigInteger z) {}

    /** Adds two points whose difference has this u. */
    private Point add(Point p, Point q, BigInteger u) {
        BigInteger a = q.x.subtract(q.z).multiply(p.x.add(p.z));
        BigInteger b = q.x.add(q.z).multiply(p.x.subtract(p.z));
        return new Point(square(a.add(b)), square(a.subtract(b)).multiply(u).mod(prime));
    }

    private Point twice(Point p) {
        BigInteger a = square(p.x.add(p.z));
        BigInteger b = square(p.x.subtract(p.z));
        BigInteger c = a.subtract(b);
        return new Point(
                a.multiply(b).mod(prime),
                c.multiply(b.add(c.multiply(ladderConstant))).mod(prime));
    }

    private BigInteger square(BigInteger number) {
        return number.multiply(number).mod(prime);
    }
}
