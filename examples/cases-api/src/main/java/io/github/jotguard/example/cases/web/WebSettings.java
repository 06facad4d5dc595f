package io.github.jotguard.example.cases.web;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.jackson.autoconfigure.JsonMapperBuilderCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpHeaders;
import org.springframework.web.servlet.config.annotation.CorsRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.cfg.CoercionAction;
import tools.jackson.databind.cfg.CoercionInputShape;
import tools.jackson.databind.cfg.EnumFeature;
import tools.jackson.databind.type.LogicalType;

/** Which pages may call, and how strictly JSON is read. */
@Configuration(proxyBeanMethods = false)
class WebSettings {

    private static final long PREFLIGHT_SECONDS = 600;

    /** Jotguard applies these to its rejections too, so that a page can read its 401. */
    @Bean
    WebMvcConfigurer crossOrigin(@Value("${cases.frontend-url}") String frontendUrl) {
        return new WebMvcConfigurer() {
            @Override
            public void addCorsMappings(CorsRegistry registry) {
                registry.addMapping("/api/**")
                        .allowedOrigins(frontendUrl)
                        .allowCredentials(true)
                        .allowedMethods("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE")
                        .allowedHeaders(
                                HttpHeaders.AUTHORIZATION,
                                HttpHeaders.CONTENT_TYPE,
                                HttpHeaders.IF_MATCH,
                                HttpHeaders.IF_NONE_MATCH)
                        .exposedHeaders(
                                HttpHeaders.ETAG,
                                HttpHeaders.LOCATION,
                                HttpHeaders.WWW_AUTHENTICATE,
                                HttpHeaders.RETRY_AFTER)
                        .maxAge(PREFLIGHT_SECONDS);
            }
        };
    }

    /** A number is no string, and a member that is there twice has no value. */
    @Bean
    JsonMapperBuilderCustomizer strictJson() {
        return mapper -> mapper.enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                .enable(EnumFeature.FAIL_ON_NUMBERS_FOR_ENUMS)
                .withCoercionConfig(
                        LogicalType.Textual, text -> text.setCoercion(CoercionInputShape.Integer, CoercionAction.Fail)
                                .setCoercion(CoercionInputShape.Float, CoercionAction.Fail)
                                .setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail));
    }
}
