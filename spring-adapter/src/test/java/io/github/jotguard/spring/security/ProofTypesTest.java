package io.github.jotguard.spring.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.annotation.JsonAutoDetect;
import com.fasterxml.jackson.annotation.PropertyAccessor;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.module.paramnames.ParameterNamesModule;
import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import io.github.jotguard.JwtVerifier;
import io.github.jotguard.TrustedIssuer;
import io.github.jotguard.VerifiedJwt;
import io.github.jotguard.jwks.StaticJwkSet;
import io.github.jotguard.servlet.JwtPrincipal;
import io.github.jotguard.testing.TestIssuer;
import jakarta.servlet.http.HttpServletRequest;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.NotSerializableException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.lang.reflect.Modifier;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.BeanUtils;
import org.springframework.objenesis.ObjenesisStd;

/** A type whose existence is the proof is created by the verifier and by nobody else, whatever frameworks do with the requests of strangers. */
class ProofTypesTest {

    /** Every name that the fields of the proofs have had, so that what fits is filled. */
    private static final String JSON = """
            {"seal": {}, "header": {"algorithm": "EdDSA", "keyId": null, "type": null}, "jwt": {"claims": {"all": {"sub": "admin"}}},
             "claims": {"seal": {}, "all": {"sub": "admin"}, "subject": "admin", "audience": []}, "all": {"sub": "admin"},
             "subject": "admin", "audience": [], "bytes": 1}""";

    private static final List<String> PROOFS = List.of(
            "io.github.jotguard.JwtClaims",
            "io.github.jotguard.VerifiedJwt",
            "io.github.jotguard.VerifiedJwt$Sealed",
            "io.github.jotguard.VerifiedTokenCache$Entry",
            "io.github.jotguard.servlet.AuthenticatedCaller",
            "io.github.jotguard.servlet.AuthenticatedRequest",
            "io.github.jotguard.servlet.JwtPrincipal",
            "io.github.jotguard.spring.reactive.Verdict$Accepted",
            "io.github.jotguard.spring.security.VerifiedSpringJwt");

    private static final List<String> BINDABLE = List.of(
            "io.github.jotguard.Explanation$Check",
            "io.github.jotguard.JwtVerifier$Builder",
            "io.github.jotguard.SignatureEngine",
            "io.github.jotguard.JwsHeader",
            "io.github.jotguard.VerifierStatus$TokenCache",
            "io.github.jotguard.dpop.DpopRequest",
            "io.github.jotguard.dpop.DpopSettings$Builder",
            "io.github.jotguard.dpop.InMemoryReplayStore",
            "io.github.jotguard.dpop.RecordedProofs",
            "io.github.jotguard.issuers.KnownIssuers",
            "io.github.jotguard.jwks.HttpJwkSetFetcher",
            "io.github.jotguard.jwks.HttpJwkSetFetcher$Builder",
            "io.github.jotguard.jwks.JwkSetFetcher$Response",
            "io.github.jotguard.jwks.RefreshPolicy",
            "io.github.jotguard.jwks.RefreshPolicy$Builder",
            "io.github.jotguard.jwks.RemoteJwkSet$Builder",
            "io.github.jotguard.jwks.StaticJwkSet",
            "io.github.jotguard.logging.Interrupts",
            "io.github.jotguard.logging.LoggerNames",
            "io.github.jotguard.logging.SafeLogging",
            "io.github.jotguard.servlet.AuthenticationAttempt",
            "io.github.jotguard.servlet.BearerTokenFilter",
            "io.github.jotguard.servlet.BearerTokenFilter$Builder",
            "io.github.jotguard.servlet.JotguardServletContainerInitializer",
            "io.github.jotguard.servlet.BearerErrorResponse",
            "io.github.jotguard.spring.ProblemResponses");

    static Stream<Class<?>> proofs() {
        return ProofTypes.proofs().stream();
    }

    @Test
    void listsEveryTypeThatHoldsAVerifiedToken() {
        assertThat(proofs().map(Class::getName)).containsExactlyElementsOf(PROOFS);
    }

    @ParameterizedTest
    @MethodSource("proofs")
    void rejectsEveryConstructorCall(Class<?> proof) {
        assertThat(Constructors.create(proof)).isFalse();
    }

    @ParameterizedTest
    @MethodSource("proofs")
    void hasNoConstructorWithoutAVerifiedTokenThatOthersCanCall(Class<?> proof) {
        assertThat(proof.getDeclaredConstructors())
                .allSatisfy(constructor ->
                        assertThat(constructor.getParameterCount()).isPositive())
                .filteredOn(
                        constructor -> !List.of(constructor.getParameterTypes()).contains(VerifiedJwt.class))
                .allSatisfy(
                        constructor -> assertThat(constructor.getModifiers() & (Modifier.PUBLIC | Modifier.PROTECTED))
                                .isZero());
    }

    @ParameterizedTest
    @MethodSource("proofs")
    void cannotBeBound(Class<?> proof) {
        assertThat(Binding.values())
                .allSatisfy(binding -> assertThat(binding.creates(proof)).isFalse());
        assertThatThrownBy(() -> BeanUtils.instantiateClass(proof)).isInstanceOf(RuntimeException.class);
    }

    @ParameterizedTest
    @MethodSource("proofs")
    void cannotBeReadByJackson2(Class<?> proof) {
        ObjectMapper mapper = JsonMapper.builder()
                .visibility(PropertyAccessor.ALL, JsonAutoDetect.Visibility.ANY)
                .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .addModule(new ParameterNamesModule())
                .build();
        assertThatThrownBy(() -> mapper.readValue(JSON, proof)).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> mapper.readValue("{}", proof)).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> mapper.convertValue(Map.of(), proof)).isInstanceOf(RuntimeException.class);
    }

    @ParameterizedTest
    @MethodSource("proofs")
    void cannotBeReadByJackson3(Class<?> proof) {
        tools.jackson.databind.ObjectMapper mapper = tools.jackson.databind.json.JsonMapper.builder()
                .changeDefaultVisibility(
                        checker -> checker.withVisibility(PropertyAccessor.ALL, JsonAutoDetect.Visibility.ANY))
                .disable(tools.jackson.databind.DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .enable(tools.jackson.databind.MapperFeature.ALLOW_FINAL_FIELDS_AS_MUTATORS)
                .build();
        assertThatThrownBy(() -> mapper.readValue(JSON, proof)).isInstanceOf(RuntimeException.class);
        assertThatThrownBy(() -> mapper.readValue("{}", proof)).isInstanceOf(RuntimeException.class);
        assertThatThrownBy(() -> mapper.convertValue(Map.of(), proof)).isInstanceOf(RuntimeException.class);
    }

    /** Gson allocates an object without calling a constructor, and writes into final fields. */
    @ParameterizedTest
    @MethodSource("proofs")
    void namesNobodyWhenReadByGson(Class<?> proof) {
        Gson gson = new GsonBuilder().serializeNulls().create();
        for (String json : List.of(JSON, "{}")) {
            assertNamesNobody(() -> gson.fromJson(json, proof));
        }
    }

    @ParameterizedTest
    @MethodSource("proofs")
    void namesNobodyWhenAllocatedWithoutConstructor(Class<?> proof) {
        assertNamesNobody(() -> new ObjenesisStd().newInstance(proof));
    }

    @ParameterizedTest
    @MethodSource("proofs")
    void cannotBeSerialized(Class<?> proof) {
        // a Jwt of Spring's is serializable; what it loses is shown below
        assertThat(Serializable.class.isAssignableFrom(proof)).isEqualTo(proof == VerifiedSpringJwt.class);
    }

    @Test
    void losesTheVerdictWhenSerialized() throws Exception {
        VerifiedSpringJwt jwt = VerifiedSpringJwt.of("token", verified());
        VerifiedSpringJwt copy = (VerifiedSpringJwt) deserialized(serialized(jwt));
        assertThat(copy.getSubject()).isEqualTo(jwt.getSubject());
        assertThat(jwt.verified()).isNotNull();
        assertThat(copy.verified()).isNull();
        assertThatThrownBy(() -> serialized(verified())).isInstanceOf(NotSerializableException.class);
        assertThatThrownBy(() -> serialized(new JwtPrincipal(verified()))).isInstanceOf(NotSerializableException.class);
    }

    /** Spring Data makes a proxy of an interface and answers from the body or the parameters of the request. */
    @ParameterizedTest
    @MethodSource("proofs")
    void isNoInterface(Class<?> proof) {
        assertThat(proof.isInterface()).isFalse();
        assertThatThrownBy(() -> Proxy.newProxyInstance(
                        proof.getClassLoader(), new Class<?>[] {proof}, (proxy, method, arguments) -> null))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void hasNoStaticMethodThatConvertsAText() {
        assertThat(proofs().flatMap(proof -> Stream.of(proof.getDeclaredMethods()))
                        .filter(method -> Modifier.isStatic(method.getModifiers()) && method.getParameterCount() == 1)
                        .filter(method -> ProofTypes.proofs().contains(method.getReturnType())))
                .isEmpty();
    }

    /**
     * Fails for a new public type that Spring can create from a request. Decide first that no application could take it for a proof, then
     * add it.
     */
    @Test
    void countsNoTypeThatSpringCanCreateAsAProof() {
        assertThat(ProofTypes.all().stream()
                        .filter(type -> Modifier.isPublic(type.getModifiers()))
                        .filter(type -> !type.isEnum() && !Throwable.class.isAssignableFrom(type))
                        .filter(type -> !ProofTypes.isForTestsOrNotExported(type))
                        .filter(type -> Stream.of(Binding.values()).anyMatch(binding -> binding.creates(type)))
                        .map(Class::getName))
                .containsExactlyInAnyOrderElementsOf(BINDABLE)
                .doesNotContainAnyElementsOf(PROOFS);
    }

    private static void assertNamesNobody(Callable<? extends @Nullable Object> creation) {
        Object created;
        try {
            created = creation.call();
        } catch (Exception | InstantiationError rejected) {
            return;
        }
        if (created instanceof VerifiedJwt jwt) {
            assertThatIllegalStateException().isThrownBy(jwt::claims);
            assertThatIllegalStateException().isThrownBy(jwt::subject);
            assertThatIllegalStateException().isThrownBy(jwt::issuer);
            assertThatIllegalStateException().isThrownBy(jwt::audience);
            assertThatIllegalStateException().isThrownBy(jwt::scopes);
            assertThatIllegalStateException().isThrownBy(() -> jwt.claim("sub", String.class));
            assertThatIllegalStateException().isThrownBy(jwt::algorithm);
        } else if (created instanceof VerifiedSpringJwt jwt) {
            assertThat(jwt.verified()).isNull();
        } else if (created instanceof JwtPrincipal principal) {
            assertThatThrownBy(principal::getName).isInstanceOf(RuntimeException.class);
        } else if (created instanceof HttpServletRequest request) {
            assertThatThrownBy(() -> request.getUserPrincipal()).isInstanceOf(RuntimeException.class);
        } else if (created != null) {
            assertThat(created.getClass().isRecord())
                    .as("%s", created.getClass())
                    .isTrue();
            assertHoldsNothing(created);
        }
    }

    /** A record that was allocated without its constructor has null in every field, which nobody can change. */
    private static void assertHoldsNothing(Object created) {
        assertThat(created.getClass().getRecordComponents())
                .filteredOn(component -> !component.getType().isPrimitive())
                .allSatisfy(component -> {
                    component.getAccessor().setAccessible(true);
                    assertThat(component.getAccessor().invoke(created)).isNull();
                });
    }

    private static VerifiedJwt verified() {
        try (TestIssuer issuer = TestIssuer.start();
                JwtVerifier verifier = JwtVerifier.trusting(
                        TrustedIssuer.builder(issuer.issuer(), StaticJwkSet.ofJson(issuer.jwkSetJson()))
                                .audience(issuer.audience())
                                .build())) {
            return verifier.verify(issuer.token());
        }
    }

    private static byte[] serialized(Object object) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(object);
        }
        return bytes.toByteArray();
    }

    private static Object deserialized(byte[] bytes) throws IOException, ClassNotFoundException {
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes))) {
            return in.readObject();
        }
    }
}
