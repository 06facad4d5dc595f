package io.github.jotguard.spring.settings;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.springframework.boot.context.properties.bind.BindContext;
import org.springframework.boot.context.properties.bind.BindHandler;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;

/**
 * The names of all properties, as Spring Boot's binder reads them by their types, independent of the values that are
 * set.
 */
final class SettingNames {

    /**
     * A source without values that does not report so in advance, or else Spring Boot would not search below a name.
     */
    private static final ConfigurationPropertySource MAY_HAVE_ANY = name -> null;

    private static final String ELEMENT = ".#";

    /** The names by their compared form. */
    private final Map<String, ConfigurationPropertyName> names = new HashMap<>();
    /** The names of maps in their compared form: below them every name is valid. */
    private final Set<String> maps = new HashSet<>();

    SettingNames(ConfigurationPropertyName prefix) {
        add(prefix.append("enabled"), Bindable.of(Boolean.class));
        add(prefix.append("metrics.enabled"), Bindable.of(Boolean.class));
        BindHandler reader = new BindHandler() {
            @Override
            public <T> Bindable<T> onStart(ConfigurationPropertyName name, Bindable<T> target, BindContext context) {
                add(name, target);
                return target;
            }
        };
        Binder binder = new Binder(List.of(MAY_HAVE_ANY));
        binder.bind(prefix, Bindable.of(IssuerProperties.class), reader);
        binder.bind(prefix, Bindable.of(JotguardProperties.class), reader);
    }

    private void add(ConfigurationPropertyName name, Bindable<?> target) {
        names.put(compared(name), name);
        if (Map.class.isAssignableFrom(target.getType().resolve(Object.class))) {
            maps.add(compared(name));
        }
    }

    /** Returns whether a property of this name can be read, in any spelling. */
    boolean contains(ConfigurationPropertyName name) {
        String compared = compared(name);
        return names.containsKey(compared) || maps.stream().anyMatch(map -> compared.startsWith(map + "."));
    }

    /** Returns the properties that have a value: no prefixes of others, and no elements of a list. */
    Stream<String> ofValues() {
        return names.keySet().stream().filter(name -> !name.endsWith(ELEMENT)).filter(name -> names.keySet().stream()
                .noneMatch(other -> other.startsWith(name + ".") && !other.equals(name + ELEMENT)));
    }

    /**
     * Returns a name as people write it.
     *
     * @param compared one of ours
     * @param like has the numbers of elements
     */
    String written(String compared, ConfigurationPropertyName like) {
        ConfigurationPropertyName name = names.get(compared);
        ConfigurationPropertyName written = ConfigurationPropertyName.EMPTY;
        for (int i = 0; name != null && i < name.getNumberOfElements(); i++) {
            boolean takesNumber = name.isNumericIndex(i) && i < like.getNumberOfElements() && like.isNumericIndex(i);
            String element = (takesNumber ? like : name).getElement(i, ConfigurationPropertyName.Form.DASHED);
            written = written.append(name.isNumericIndex(i) ? "[" + element + "]" : element);
        }
        return written.toString();
    }

    /**
     * Returns a name without case and dashes, which do not matter, and with all elements of a list alike. Brackets
     * may hold dots and number signs, which are replaced, because here they have a meaning.
     */
    static String compared(ConfigurationPropertyName name) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < name.getNumberOfElements(); i++) {
            String element = name.getElement(i, ConfigurationPropertyName.Form.UNIFORM);
            text.append('.')
                    .append(
                            name.isNumericIndex(i)
                                    ? "#"
                                    : element.replace('.', ':').replace('#', ':'));
        }
        return text.toString();
    }
}
