package io.github.jotguard.settings;

/**
 * An option of a builder has a value out of its bounds. Names the option apart from the sentence, so that an adapter can name the setting that the
 * value comes from.
 */
public final class InvalidOptionException extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    private final String option;
    private final String problem;

    /**
     * Creates one whose message is option and problem.
     *
     * @param option the name of the method or record component, such as {@code clockSkew}
     * @param problem the rest of the sentence, such as {@code must not be negative, but is -1}
     */
    public InvalidOptionException(String option, String problem) {
        super(option + " " + problem);
        this.option = option;
        this.problem = problem;
    }

    /** Returns one for a number that is outside its bounds, both of which are allowed. */
    public static InvalidOptionException outside(String option, long least, long greatest, long value) {
        return new InvalidOptionException(
                option, "must be between " + least + " and " + greatest + ", but is " + value);
    }

    /** The name of the method or record component. */
    public String option() {
        return option;
    }

    /** The sentence without the name at its beginning. */
    public String problem() {
        return problem;
    }
}
