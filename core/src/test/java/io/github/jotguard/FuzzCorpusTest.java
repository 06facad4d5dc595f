package io.github.jotguard;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The kept corpus of the fuzz targets, and mutations of it: a second of fuzzing each in every build, with the same seed. */
@Tag("slow")
class FuzzCorpusTest {

    private static final int MUTATIONS = 25_000;
    /** Each needs a signature of its own. */
    private static final int MUTATIONS_OF_PROOFS = 3_000;

    private static final String LETTERS = "{}[]\",:\\/=.-_+ \n\0" + "0123456789eEtfnu";

    static Stream<Arguments> targets() {
        return Stream.of(
                target("TokenFuzz", FuzzTargets::token),
                target("HeaderFuzz", FuzzTargets::header),
                target("ClaimsFuzz", FuzzTargets::claims),
                target("KeySetFuzz", FuzzTargets::keySet),
                target("ProofFuzz", ProofFuzzTarget::proof));
    }

    private static Arguments target(String name, Consumer<byte[]> target) {
        return Arguments.argumentSet(name, name, target);
    }

    @ParameterizedTest
    @MethodSource("targets")
    void holdsForTheCorpusAndItsMutations(String name, Consumer<byte[]> target) throws Exception {
        List<byte[]> corpus = corpus(name);
        assertThat(corpus).hasSizeGreaterThan(3);
        corpus.forEach(target);
        Random random = new Random(name.hashCode());
        int mutations = name.equals("ProofFuzz") ? MUTATIONS_OF_PROOFS : MUTATIONS;
        for (int i = 0; i < mutations; i++) {
            target.accept(mutated(random, corpus));
        }
    }

    /** A target that rejects everything would find nothing. */
    @Test
    void acceptsTheGoodProofsOfTheCorpus() throws Exception {
        long accepted = corpus("ProofFuzz").stream()
                .filter(ProofFuzzTarget::acceptsItsSeed)
                .count();

        assertThat(accepted).isEqualTo(4);
    }

    private static List<byte[]> corpus(String name) throws IOException, URISyntaxException {
        URL folder = FuzzCorpusTest.class.getResource(name + "Inputs/holdsForAnyBytes");
        List<byte[]> inputs = new ArrayList<>();
        try (Stream<Path> files = Files.list(Path.of(folder.toURI()))) {
            for (Path file : files.sorted().toList()) {
                inputs.add(Files.readAllBytes(file));
            }
        }
        return inputs;
    }

    private static byte[] mutated(Random random, List<byte[]> corpus) {
        byte[] input = corpus.get(random.nextInt(corpus.size())).clone();
        for (int i = random.nextInt(4); i >= 0 && input.length > 0; i--) {
            int at = random.nextInt(input.length);
            switch (random.nextInt(6)) {
                case 0 -> input[at] = (byte) random.nextInt(256);
                case 1 -> input[at] = (byte) LETTERS.charAt(random.nextInt(LETTERS.length()));
                case 2 -> input = Arrays.copyOf(input, at);
                case 3 -> input[at] ^= (byte) (1 << random.nextInt(8));
                case 4 -> input = spliced(input, at, corpus.get(random.nextInt(corpus.size())), random);
                default -> input = spliced(input, at, input, random);
            }
        }
        return input;
    }

    /** The first part of one and the last part of the other. */
    private static byte[] spliced(byte[] first, int at, byte[] second, Random random) {
        int from = random.nextInt(second.length + 1);
        byte[] both = Arrays.copyOf(first, at + second.length - from);
        System.arraycopy(second, from, both, at, second.length - from);
        return both;
    }
}
